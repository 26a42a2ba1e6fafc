import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const runningSchema = z.object({ pid: z.number(), control: z.string() });

/** `COLLOQUE_SANDBOX`, else `.sandbox` under the state folder of this system's user. */
export function defaultStateDir(env: NodeJS.ProcessEnv): string {
  if (env.COLLOQUE_SANDBOX) return env.COLLOQUE_SANDBOX;
  const base =
    process.platform === 'win32'
      ? (env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'))
      : process.platform === 'darwin'
        ? join(homedir(), 'Library', 'Application Support')
        : (env.XDG_STATE_HOME ?? join(homedir(), '.local', 'state'));
  return join(base, 'colloque', '.sandbox');
}

const file = (stateDir: string) => join(stateDir, 'running.json');

/** Leaves word of where the control port is. */
export function announce(stateDir: string, control: string): void {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  writeFileSync(file(stateDir), JSON.stringify({ pid: process.pid, control }), { mode: 0o600 });
}

export const withdraw = (stateDir: string): void => rmSync(file(stateDir), { force: true });

/** Control address of the bac à sable that runs on that folder; null when none left word. */
export function whereIsControl(stateDir: string): string | null {
  try {
    return runningSchema.parse(JSON.parse(readFileSync(file(stateDir), 'utf8'))).control;
  } catch {
    return null;
  }
}
