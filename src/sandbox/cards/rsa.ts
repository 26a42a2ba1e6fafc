import {
  constants,
  createHash,
  type KeyObject,
  privateDecrypt,
  privateEncrypt,
  randomBytes,
} from 'node:crypto';
import { concat, hex } from './virtualCard';

const MODULUS_BYTES = 256;
const DIGEST_INFO = {
  sha256: hex('3031300D060960864801650304020105000420'),
  sha1: hex('3021300906052B0E03021A05000414'),
};

/** RSA of a full block, without any padding. */
export const rawRsa = (key: KeyObject, block: Uint8Array): Uint8Array =>
  new Uint8Array(privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, block));

/** PKCS#1 type 1 padding added by the card around what it is given (INTERNAL AUTHENTICATE). */
export const signDigestInfo = (key: KeyObject, digestInfo: Uint8Array): Uint8Array =>
  new Uint8Array(privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestInfo));

/** RSASSA-PKCS1-v1_5 of a hash that was made elsewhere. */
export const signHash = (key: KeyObject, algorithm: 'sha1' | 'sha256', hash: Uint8Array): Uint8Array =>
  signDigestInfo(key, concat(DIGEST_INFO[algorithm], hash));

/** Deciphers a block and takes off its type 2 padding; null when there is none. */
export function decipher(key: KeyObject, block: Uint8Array): Uint8Array | null {
  const plain = rawRsa(key, block);
  const end = plain.indexOf(0, 2);
  return plain[0] === 0 && plain[1] === 2 && end > 9 ? plain.slice(end + 1) : null;
}

/** RSASSA-PSS, SHA-256, MGF1-SHA-256, salt of 32 (RFC 8017 §9.1.1). */
export function signPss(key: KeyObject, hash: Uint8Array, salt: Uint8Array = randomBytes(32)): Uint8Array {
  const h = sha256(concat(new Uint8Array(8), hash, salt));
  const db = new Uint8Array(MODULUS_BYTES - 32 - 1);
  db[db.length - salt.length - 1] = 0x01;
  db.set(salt, db.length - salt.length);
  const mask = mgf1(h, db.length);
  for (let i = 0; i < db.length; i++) db[i] = db[i]! ^ mask[i]!;
  db[0] = db[0]! & 0x7f;
  return rawRsa(key, concat(db, h, Uint8Array.of(0xbc)));
}

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());

function mgf1(seed: Uint8Array, length: number): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let i = 0; i * 32 < length; i++) blocks.push(sha256(concat(seed, Uint8Array.of(0, 0, 0, i))));
  return concat(...blocks).slice(0, length);
}
