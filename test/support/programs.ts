import { spawnSync } from 'node:child_process';

/** Is that program on this machine? Tests that need an outside judge say when they are skipped. */
export const hasProgram = (name: string): boolean => spawnSync('which', [name]).status === 0;

/** Runs an outside judge and answers what it said. */
export function judge(command: string, args: string[], input?: Uint8Array | string) {
  const done = spawnSync(command, args, { input, encoding: 'utf8', maxBuffer: 64 << 20 });
  return { status: done.status, stdout: done.stdout ?? '', stderr: done.stderr ?? '' };
}
