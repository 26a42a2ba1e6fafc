// Runs a program where it finds a display and a keychain: under Xvfb on Linux, as it is elsewhere.
import { follow } from './setup/run.mjs';

/**
 * @param {string} program @param {string[]} args @param {object} env
 * @param {{ keychain?: boolean }} options `keychain`: with an unlocked gnome-keyring of its own.
 */
export function withDisplay(program, args, env, { keychain = false } = {}) {
  if (process.platform !== 'linux') return follow(program, args, { env });
  const screen = ['-a', '-s', '-screen 0 1920x1200x24'];
  if (!keychain) return follow('xvfb-run', [...screen, program, ...args], { env, group: true });
  const unlock =
    'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$0" "$@"';
  return follow('xvfb-run', [...screen, 'dbus-run-session', '--', 'sh', '-c', unlock, program, ...args], {
    env,
    group: true,
  });
}
