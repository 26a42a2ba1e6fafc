import type { ProfessionalIdentity, SigningUse, Situation } from '../../shared/professional/professional';
import { apdu, send, type Transmit, unexpected } from './apdu';
import { cardSheet, nameSheet, professionSheet, situation } from './businessData';
import { type HolderCertificate, ofUse, readCertificate } from './certificates';
import { cardError } from './errors';
import { type Generation, type Link, readFile } from './files';
import {
  type CardApplication,
  type DataObject,
  type PinObject,
  type PrivateKeyObject,
  readApplication,
} from './pkcs15';
import { fromHex, toHex } from './recognise';

/** A CPS, read without its PIN. */
export interface CpsCard {
  readonly link: Link;
  readonly serial: string;
  readonly cardNumber: string | null;
  readonly application: CardApplication;
  readonly identity: ProfessionalIdentity;
  readonly certificates: Readonly<Record<SigningUse, HolderCertificate>>;
  readonly keys: Readonly<Record<SigningUse, PrivateKeyObject>>;
  readonly pin: PinObject;
}

const SERIAL = fromHex('3F00 D003');
const CHIPDOC = fromHex('80250000 01FF0100');
const IDS = fromHex('A0000001 510000');
const CPS2TER = fromHex('80250000 01FF0002');

/** Opens the card in the dialect of its generation; a CPS4 first gets its applet selected on channel 1. */
export async function openLink(generation: Generation, transmit: Transmit): Promise<Link> {
  if (generation === 'cps4') await selectChipDoc(transmit);
  return { generation, transmit };
}

/** The order of cards.md §3: ChipDoc; when refused, IDS, then the CPS2ter applet, then ChipDoc again. */
async function selectChipDoc(transmit: Transmit): Promise<void> {
  const chipDoc = () => send(transmit, apdu(0x01, 0xa4, 0x04, 0x0c, CHIPDOC));
  if ((await chipDoc()).sw === 0x9000) return;
  await send(transmit, apdu(0x01, 0xa4, 0x04, 0x0c, IDS));
  await send(transmit, apdu(0x00, 0xa4, 0x04, 0x0c, CPS2TER));
  const last = await chipDoc();
  if (last.sw !== 0x9000) throw unexpected(last.sw, 'select applet');
}

/**
 * The eight-digit serial of the chip, behind the issuer prefix of the ANS: its absence means the card
 * is no CPS, whatever its ATR says.
 */
export async function readSerial(link: Link): Promise<string> {
  const content = await readFile(link, SERIAL);
  const digits = content ? toHex(content) : '';
  const found = /^5A0A8025000001(\d{8})\dF$/.exec(digits);
  if (!found) throw cardError('card-unknown', 'no ANS serial');
  return found[1]!;
}

/** Everything that needs no PIN: serial, holder, certificates, where the keys are. */
export async function readCps(link: Link): Promise<CpsCard> {
  const serial = await readSerial(link);
  const application = await readApplication(link);
  const content = async (label: string) => {
    const object = application.data.find((d) => d.label === label);
    return object ? readFile(link, object.path) : null;
  };
  const sheet = cardSheet((await content('CPS_ID_CARD')) ?? new Uint8Array());
  const names = nameSheet((await content('CPS_NAME_PS')) ?? new Uint8Array());
  const profession = professionSheet((await content('CPS_INFO_PS')) ?? new Uint8Array());
  if (!profession?.nationalId || !profession.familyName || !profession.profession)
    throw cardError('card-unreadable', 'CPS_INFO_PS');
  const certificates = await readCertificates(link, application);
  for (const { commonName } of Object.values(certificates))
    if (commonName !== profession.nationalId) throw cardError('card-inconsistent', 'common name');
  const pin = application.pins[0];
  if (!pin) throw cardError('card-unreadable', 'no PIN object');
  const identity: ProfessionalIdentity = {
    nationalId: profession.nationalId,
    rpps: /^8\d{11}$/.test(profession.nationalId) ? profession.nationalId.slice(1) : null,
    familyName: profession.familyName,
    givenName: names?.givenName ?? '',
    civility: names?.civility ?? null,
    profession: profession.profession,
    speciality: profession.specialities.find((s) => s.startsWith('SM')) ?? profession.specialities[0] ?? null,
    situations: [],
    cardSerial: serial,
  };
  const keys = {
    authentication: ofUse(application.keys, 'authentication'),
    signature: ofUse(application.keys, 'signature'),
  };
  return {
    link,
    serial,
    cardNumber: sheet?.cardNumber ?? null,
    application,
    identity,
    certificates,
    keys,
    pin,
  };
}

async function readCertificates(link: Link, application: CardApplication) {
  const all: (HolderCertificate & { id: string })[] = [];
  for (const { id, path } of application.certificates) {
    const content = await readFile(link, path);
    if (content) all.push({ ...readCertificate(content), id });
  }
  return { authentication: ofUse(all, 'authentication'), signature: ofUse(all, 'signature') };
}

const isActivity = (object: DataObject): boolean => /^CPS_ACTIVITY_\d\d_PS$/.test(object.label);

/** The situations d'exercice, in the order of the card; their numbering may have holes. Needs the PIN. */
export async function readSituations(card: CpsCard): Promise<Situation[]> {
  const found: Situation[] = [];
  for (const object of card.application.data.filter(isActivity)) {
    const content = await readFile(card.link, object.path);
    const read = content && situation(content);
    if (read) found.push(read);
  }
  return found;
}
