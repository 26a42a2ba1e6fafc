import { createHash, verify, X509Certificate } from 'node:crypto';
import type { SigningUse } from '../../shared/professional/professional';
import { type Answer, apdu, send, sendChained, unexpected } from './apdu';
import type { CpsCard } from './cps';
import { cardError } from './errors';
import { enter } from './files';
import { partialSha256 } from './sha256State';

/** DigestInfo of SHA-256 (RFC 8017 §9.2), before the 32 bytes of the hash. */
const DIGEST_INFO = Uint8Array.of(
  ...[0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01],
  ...[0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20],
);

/**
 * RSASSA-PKCS1-v1_5 over SHA-256 of `data` by the card (cards.md §2.6, §3). The two keys take different
 * roads. What the card answers is verified against its certificate before anyone sees it.
 * Rejects `pin-required` when the PIN does not stand.
 */
export async function signWithCard(card: CpsCard, use: SigningUse, data: Uint8Array): Promise<Uint8Array> {
  await enter(card.link, card.application.path);
  const hash = new Uint8Array(createHash('sha256').update(data).digest());
  const signature = await roads[card.link.generation][use](card, hash, data);
  const { publicKey } = new X509Certificate(card.certificates[use].der);
  if (!verify('sha256', data, publicKey, signature)) throw cardError('certificate-key-mismatch', use);
  return signature;
}

type Road = (card: CpsCard, hash: Uint8Array, data: Uint8Array) => Promise<Uint8Array>;

const roads: Record<'cps3' | 'cps4', Record<SigningUse, Road>> = {
  cps3: { signature: cps3Signature, authentication: cps3Authentication },
  cps4: { signature: cps4Signature, authentication: cps4Authentication },
};

/** The host hashes; a card that wants to finish the hash itself (qualified signature of IAS ECC) gets the last block. */
async function cps3Signature(card: CpsCard, hash: Uint8Array, data: Uint8Array): Promise<Uint8Array> {
  const { reference } = card.keys.signature;
  await manage(card, 0x00, 0x41, 0xb6, [0x80, 0x01, 0x42, 0x84, 0x01, reference]);
  const direct = await send(card.link.transmit, apdu(0x00, 0x2a, 0x9e, 0x9a, hash));
  if (direct.sw !== 0x6985 && direct.sw !== 0x6a80) return signatureOf(direct);
  await manage(card, 0x00, 0x41, 0xaa, [0x80, 0x01, 0x40]);
  const hashed = await send(card.link.transmit, apdu(0x00, 0x2a, 0x90, 0xa0, lastBlock(data)));
  if (hashed.sw !== 0x9000) throw refused(hashed, 'hash');
  await manage(card, 0x00, 0x41, 0xb6, [0x80, 0x01, 0x42, 0x84, 0x01, reference]);
  return signatureOf(await send(card.link.transmit, Uint8Array.of(0x00, 0x2a, 0x9e, 0x9a, 0x00)));
}

/** `90 28 state counter 80 len block`, or `90 00 80 len block` for a message of one block. */
export function lastBlock(data: Uint8Array): Uint8Array {
  const { state, bits, rest } = partialSha256(data);
  const counter = new Uint8Array(8);
  new DataView(counter.buffer).setBigUint64(0, BigInt(bits));
  const head = state ? [0x90, 0x28, ...state, ...counter] : [0x90, 0x00];
  return Uint8Array.of(...head, 0x80, rest.length, ...rest);
}

async function cps3Authentication(card: CpsCard, hash: Uint8Array): Promise<Uint8Array> {
  await manage(card, 0x00, 0x41, 0xa4, [0x80, 0x01, 0x02, 0x84, 0x01, card.keys.authentication.reference]);
  const digestInfo = Uint8Array.of(...DIGEST_INFO, ...hash);
  return signatureOf(await send(card.link.transmit, apdu(0x00, 0x88, 0x00, 0x00, digestInfo)));
}

async function cps4Signature(card: CpsCard, hash: Uint8Array): Promise<Uint8Array> {
  const { reference } = card.keys.signature;
  await manage(card, 0x01, 0x81, 0xb6, [0x91, 0x02, 0x28, reference | 0x80]);
  return signatureOf(await send(card.link.transmit, apdu(0x01, 0x2a, 0x9e, 0x9a, hash, 0x00)));
}

/** ChipDoc has no INTERNAL AUTHENTICATE: the padded block goes through DECIPHER, in two chained commands. */
async function cps4Authentication(card: CpsCard, hash: Uint8Array): Promise<Uint8Array> {
  const size = (card.keys.authentication.bits ?? 2048) / 8;
  const tail = Uint8Array.of(0x00, ...DIGEST_INFO, ...hash);
  const block = new Uint8Array(size).fill(0xff);
  block.set([0x00, 0x01]);
  block.set(tail, size - tail.length);
  await manage(card, 0x01, 0x41, 0xb8, [0x83, 0x01, card.keys.authentication.reference]);
  return signatureOf(await sendChained(card.link.transmit, [0x01, 0x2a, 0x80, 0x86], block, 0x00));
}

async function manage(card: CpsCard, cla: number, p1: number, p2: number, template: number[]): Promise<void> {
  const answer = await send(card.link.transmit, apdu(cla, 0x22, p1, p2, Uint8Array.from(template)));
  if (answer.sw !== 0x9000) throw refused(answer, 'manage security environment');
}

function signatureOf(answer: Answer): Uint8Array {
  if (answer.sw !== 0x9000) throw refused(answer, 'sign');
  if (answer.data.length < 128) throw cardError('signature-refused', `${answer.data.length} bytes`);
  return answer.data;
}

/** What the PIN explains is said as such; everything else is a refusal to sign. */
function refused(answer: Answer, step: string) {
  const failure = unexpected(answer.sw, step);
  return failure.code === 'card-unreadable' ? cardError('signature-refused', failure.detail) : failure;
}
