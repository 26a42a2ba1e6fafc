import { generateKeyPairSync, type KeyObject, webcrypto } from 'node:crypto';
import { cardError } from '../../../src/main/card/errors';
import type { CardReader, PinEntry, ReaderEvent } from '../../../src/main/card/port';
import type { CpsContent, VirtualCard } from '../../../src/sandbox/cards';
import { x509 } from '../../../src/sandbox/pki/x509';

const {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509CertificateGenerator,
} = x509;

// Node's types and the browser's both name a CryptoKey; it is the same object.
type AnyKey = CryptoKey & webcrypto.CryptoKey;
const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

async function webKey(key: KeyObject, use: 'sign' | 'verify'): Promise<AnyKey> {
  const format = use === 'sign' ? 'pkcs8' : 'spki';
  const bytes = key.export({ type: format, format: 'der' });
  return (await webcrypto.subtle.importKey(format, bytes, algorithm, true, [use])) as AnyKey;
}

/** Keys and certificates of a fictive CPS (cards.md §8.6), made on the spot. */
export async function fictiveCps(
  options: { commonName?: string; notBefore?: Date; notAfter?: Date } = {},
): Promise<CpsContent> {
  const { commonName = '899700000120' } = options;
  const { notBefore = new Date('2026-01-01'), notAfter = new Date('2028-12-31') } = options;
  const authority = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const signingKey = await webKey(authority.privateKey, 'sign');
  const one = async (serialNumber: string, usages: number, clientAuth: boolean) => {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const certificate = await X509CertificateGenerator.create({
      serialNumber,
      issuer: 'C=FR, CN=TEST AC FICTIVE',
      subject: [
        { C: ['FR'] },
        { '2.5.4.12': ['Médecin'] },
        { CN: [commonName], '2.5.4.4': ['DOCTEUR-FICTIF'], '2.5.4.42': ['Camille'] },
      ],
      notBefore,
      notAfter,
      publicKey: await webKey(pair.publicKey, 'verify'),
      signingKey,
      signingAlgorithm: algorithm,
      extensions: [
        new BasicConstraintsExtension(false),
        new KeyUsagesExtension(usages, true),
        ...(clientAuth ? [new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth])] : []),
      ],
    });
    return { key: pair.privateKey, der: new Uint8Array(certificate.rawData) };
  };
  const authentication = await one('01', KeyUsageFlags.digitalSignature, true);
  const signature = await one('02', KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation, false);
  return {
    keys: { authentication: authentication.key, signature: signature.key },
    certificates: { authentication: authentication.der, signature: signature.der },
  };
}

export interface Slot extends CardReader {
  insert(card: VirtualCard, reader?: string): void;
  eject(reader?: string): void;
  /** Commands that reached a card, in order. */
  readonly sent: Uint8Array[];
}

/** A reader in this very process: events and answers at once, no watchdog. */
export function inProcessReader(...names: string[]): Slot {
  const readers = names.length ? names : ['Lecteur 1'];
  const cards = new Map<string, VirtualCard>();
  const listeners = new Set<(event: ReaderEvent) => void>();
  const waiting = new Map<string, Set<(failure: unknown) => void>>();
  const sent: Uint8Array[] = [];
  const emit = (event: ReaderEvent) => {
    for (const listener of [...listeners]) listener(event);
  };
  const eject = (reader = readers[0]!) => {
    if (!cards.delete(reader)) return;
    for (const reject of waiting.get(reader) ?? []) reject(cardError('card-removed'));
    emit({ type: 'card-removed', reader });
  };
  return {
    sent,
    watch(listener) {
      listeners.add(listener);
      for (const reader of readers) {
        listener({ type: 'reader-added', reader });
        const card = cards.get(reader);
        if (card) listener({ type: 'card-inserted', reader, atr: card.atr });
      }
      return () => listeners.delete(listener);
    },
    async transmit(reader, apdu) {
      const card = cards.get(reader);
      if (!card) throw cardError('card-absent');
      sent.push(Uint8Array.from(apdu));
      return new Promise((resolve, reject) => {
        const set = waiting.get(reader) ?? new Set();
        waiting.set(reader, set.add(reject));
        Promise.resolve(card.transmit(Uint8Array.from(apdu)))
          .then(resolve, reject)
          .finally(() => set.delete(reject));
      });
    },
    async close() {
      listeners.clear();
    },
    insert(card, reader = readers[0]!) {
      card.reset();
      cards.set(reader, card);
      card.onRemoved(() => {
        if (cards.get(reader) === card) eject(reader);
      });
      emit({ type: 'card-inserted', reader, atr: card.atr });
    },
    eject,
  };
}

export interface TypedPins extends PinEntry {
  readonly asked: { triesLeft: number; lastWrong: boolean; holder: string; reason: string }[];
}

/** A human who types these codes, one a question, then gives up. */
export function typing(...codes: (string | null)[]): TypedPins {
  const asked: TypedPins['asked'] = [];
  return {
    asked,
    async ask(request) {
      asked.push(request);
      return codes.shift() ?? null;
    },
  };
}
