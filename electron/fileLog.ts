import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs';
import { jsonLog, type Log } from '../src/shared/log';

const ROTATE_AT = 5 * 1024 * 1024;

/** The technical log of this post: redacted JSON lines, two files of 5 MB at most. */
export function fileLog(path: string): Log {
  if (existsSync(path) && statSync(path).size > ROTATE_AT) renameSync(path, `${path}.1`);
  const out = createWriteStream(path, { flags: 'a', mode: 0o600 });
  out.on('error', () => {});
  return jsonLog(
    (line) => out.write(`${line}\n`),
    () => new Date(),
  );
}
