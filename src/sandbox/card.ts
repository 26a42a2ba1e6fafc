import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  X509Certificate,
} from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCps3, insertIntoVpcd, serveCard, type VirtualCard } from './cards';
import { issueCps } from './pki/cps';
import type { Pki } from './pki/pki';
import { trusted } from './pki/trusted';
import { doctor } from './professionals';

/** The doctor's virtual CPS in its reader. */
export interface HeldCard {
  card: VirtualCard;
  /** Port of the network reader; null in vpcd. */
  port: number | null;
  eject(): Promise<void>;
  insert(): Promise<void>;
  close(): Promise<void>;
}

export interface CardPlace {
  stateDir: string;
  now: Date;
  reader: 'network' | 'vpcd';
  port?: number;
}

/** The same card at each start: its keys and certificates are kept with the PKI that issued them. */
export async function openCard(pki: Pki, place: CardPlace): Promise<HeldCard> {
  const authentication = await keyOf(pki, place, 'authentication');
  const signature = await keyOf(pki, place, 'signature');
  const card = createCps3({
    keys: { authentication: authentication.key, signature: signature.key },
    certificates: { authentication: authentication.certificate, signature: signature.certificate },
  });
  if (place.reader === 'vpcd') {
    let held: { eject(): Promise<void> } | null = await insertIntoVpcd(card);
    const eject = async () => {
      await held?.eject();
      held = null;
    };
    return {
      card,
      port: null,
      eject,
      async insert() {
        held ??= await insertIntoVpcd(card);
      },
      close: eject,
    };
  }
  const reader = await serveCard(card, place.port === undefined ? {} : { port: place.port });
  return {
    card,
    port: reader.port,
    eject: () => reader.eject(),
    insert: () => reader.insert(card),
    close: () => reader.close(),
  };
}

async function keyOf(
  pki: Pki,
  { stateDir, now }: CardPlace,
  use: 'authentication' | 'signature',
): Promise<{ key: KeyObject; certificate: Uint8Array }> {
  const file = (kind: string) => join(stateDir, 'pki', `cps-${use}.${kind}`);
  if (existsSync(file('pem')) && existsSync(file('der'))) {
    const key = createPrivateKey(readFileSync(file('pem')));
    const certificate = new Uint8Array(readFileSync(file('der')));
    // A PKI made anew no longer knows the old card.
    if (trusted(certificate, pki, now) && new X509Certificate(certificate).checkPrivateKey(key))
      return { key, certificate };
  }
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const certificate = await issueCps(pki, { publicKey, use, holder: doctor });
  writeFileSync(file('pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  writeFileSync(file('der'), certificate, { mode: 0o600 });
  return { key: privateKey, certificate };
}
