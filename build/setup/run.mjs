import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs a program with our terminal; answers its exit status (128 when a signal ended it). */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, { stdio: 'inherit', cwd: root, ...options });
  if (done.error) throw done.error;
  return done.status ?? 128;
}

/** Runs a program to its end and answers what it printed. */
export function capture(command, args, options = {}) {
  const done = spawnSync(command, args, { encoding: 'utf8', cwd: root, maxBuffer: 64 << 20, ...options });
  return {
    status: done.error ? 127 : (done.status ?? 128),
    stdout: done.stdout ?? '',
    stderr: done.stderr ?? '',
  };
}

/**
 * Like {@link run}, but without blocking: signals reach the child, its status comes back.
 * `group`: the child leads a group of its own, and signals reach all of it (shells pass none on).
 */
export function follow(command, args, { group = false, ...options } = {}) {
  leaveWithNpm();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', cwd: root, detached: group, ...options });
    const pass = (signal) => (group ? process.kill(-child.pid, signal) : child.kill(signal));
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, pass);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const name of signals) process.off(name, pass);
      resolve(signal ? 128 : code);
    });
  });
}

const parent = process.ppid;
let watch = null;

/** npm ends its shell on a signal, and the shell tells nobody: when it is gone, we leave as if told. */
function leaveWithNpm() {
  if (watch || !process.env.npm_lifecycle_event) return;
  watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}

/** Prints one line of progress, so that nothing over a second is silent. */
export function say(text) {
  process.stderr.write(`· ${text}\n`);
}
