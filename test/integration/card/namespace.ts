import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * There is one pcscd a machine (fixed socket, fixed port of the virtual reader): a run gets its own in a private
 * mount and network namespace. `quickack` makes an APDU 0.5 ms instead of 49.
 */
const INSIDE = `
ip link set lo up
ip route replace local 127.0.0.1 dev lo table local proto kernel scope host src 127.0.0.1 quickack 1
mkdir -p /run/pcscd
mount -t tmpfs tmpfs /run/pcscd
pcscd --foreground --error >&2 &
service=$!
for wait in $(seq 50); do [ -S /run/pcscd/pcscd.comm ] && break; sleep 0.1; done
"$@"
status=$?
kill $service
wait $service 2>/dev/null
exit $status
`;

/** Why the real pcscd cannot be used here, or null when it can. */
export function pcscdMissing(): string | null {
  if (process.platform !== 'linux') return 'pcscd: Linux only';
  for (const program of ['pcscd', 'unshare', 'ip', 'mount'])
    if (spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0) return `${program} is not installed`;
  if (!existsSync('/etc/reader.conf.d/vpcd')) return 'vsmartcard-vpcd is not installed';
  if (spawnSync('unshare', ['-m', '-n', 'true']).status !== 0) return 'unshare is not permitted';
  return null;
}

/** The command that runs `command` beside a pcscd of its own. */
export const besidePcscd = (...command: string[]): [string, string[]] => [
  'unshare',
  ['-m', '-n', 'bash', '-c', INSIDE, 'pcscd-namespace', ...command],
];
