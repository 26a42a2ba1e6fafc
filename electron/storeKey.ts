import { randomBytes, scryptSync } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { safeStorage } from 'electron';
import { z } from 'zod';

const fileSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('keychain'), sealed: z.string() }),
  z.object({ kind: z.literal('passphrase'), salt: z.string(), cost: z.number().int() }),
]);
type KeyFile = z.infer<typeof fileSchema>;

/** scrypt, 128 MiB: a second of work for whoever guesses. */
const COST = 2 ** 17;

/** `basic_text` is Chromium's word for « no keychain »: a key it seals is as good as plain. */
const keychain = () =>
  safeStorage.isEncryptionAvailable() &&
  (process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text');

export type AskPassphrase = (request: {
  mode: 'create' | 'unlock';
  wrong: boolean;
}) => Promise<string | null>;

/**
 * The 32-byte key of the store. From the system's keychain where there is one; otherwise from a
 * passphrase that only the user knows. Null: the user gave up. Never a silent plain key.
 *
 * `opens` says whether a key opens the store that is there; a passphrase is asked again until it does.
 */
export async function storeKey(
  data: string,
  ask: AskPassphrase,
  opens: (key: Uint8Array) => Promise<boolean>,
): Promise<Uint8Array | null> {
  const path = join(data, 'key.json');
  const known = existsSync(path) ? fileSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : null;
  if (known?.kind === 'keychain')
    return Buffer.from(safeStorage.decryptString(Buffer.from(known.sealed, 'base64')), 'base64');
  if (known?.kind === 'passphrase') return unlock(known, ask, opens);
  if (keychain()) {
    const key = randomBytes(32);
    save(path, {
      kind: 'keychain',
      sealed: safeStorage.encryptString(key.toString('base64')).toString('base64'),
    });
    return key;
  }
  const passphrase = await ask({ mode: 'create', wrong: false });
  if (passphrase === null) return null;
  const file = { kind: 'passphrase' as const, salt: randomBytes(16).toString('base64'), cost: COST };
  save(path, file);
  return derive(passphrase, file);
}

async function unlock(
  file: KeyFile & { kind: 'passphrase' },
  ask: AskPassphrase,
  opens: (key: Uint8Array) => Promise<boolean>,
): Promise<Uint8Array | null> {
  for (let wrong = false; ; wrong = true) {
    const passphrase = await ask({ mode: 'unlock', wrong });
    if (passphrase === null) return null;
    const key = derive(passphrase, file);
    if (await opens(key)) return key;
  }
}

const derive = (passphrase: string, file: KeyFile & { kind: 'passphrase' }): Uint8Array =>
  scryptSync(passphrase.normalize('NFKC'), Buffer.from(file.salt, 'base64'), 32, {
    N: file.cost,
    r: 8,
    p: 1,
    maxmem: 256 * 1024 * 1024,
  });

/** Written whole or not at all: a torn key file would lock the practice out. */
function save(path: string, file: KeyFile): void {
  writeFileSync(`${path}.new`, JSON.stringify(file), { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
}
