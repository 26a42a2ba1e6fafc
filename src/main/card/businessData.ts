import type { Situation } from '../../shared/professional/professional';
import { openTemplate, type Tlv } from './tlv';

/** EF CPS_ID_CARD (`E3`). */
export interface CardSheet {
  /** The ten digits printed on the card. */
  cardNumber: string | null;
}
/** EF CPS_NAME_PS (`E4`). */
export interface NameSheet {
  civility: string | null;
  givenName: string | null;
}
/** EF CPS_INFO_PS (`ED`). */
export interface ProfessionSheet {
  nationalId: string | null;
  profession: string | null;
  familyName: string | null;
  specialities: string[];
}

/** Table G03 to the civil title of a document header. */
const civilities: Readonly<Record<number, string>> = { 22: 'MME', 23: 'MME', 31: 'M' };

/** Each of these answers null when its template is absent or malformed (tags of cards.md §2.5). */
export function cardSheet(content: Uint8Array): CardSheet | null {
  const fields = openTemplate(content, 0xe3);
  return fields && { cardNumber: packedDigits(value(fields, 0x81)) };
}

export function nameSheet(content: Uint8Array): NameSheet | null {
  const fields = openTemplate(content, 0xe4);
  if (!fields) return null;
  const civility = value(fields, 0x80)?.[0];
  return {
    civility: civility === undefined ? null : (civilities[civility] ?? null),
    givenName: text(value(fields, 0x84)),
  };
}

export function professionSheet(content: Uint8Array): ProfessionSheet | null {
  const fields = openTemplate(content, 0xed);
  if (!fields) return null;
  const profession = value(fields, 0x82)?.[0];
  const codes = fields.filter((f) => f.tag === 0x85).flatMap((f) => fourLetterCodes(f.value));
  return {
    nationalId: text(value(fields, 0x81)),
    profession: profession === undefined ? null : String(profession),
    familyName: text(value(fields, 0x84)),
    specialities: codes.length > 0 ? codes : fourLetterCodes(content.slice(-4)),
  };
}

/** EF CPS_ACTIVITY_nn_PS (`EE`). A substitute (mode 4) has no structure of their own: every field is null. */
export function situation(content: Uint8Array): Situation | null {
  const fields = openTemplate(content, 0xee);
  if (!fields) return null;
  return {
    structureId: text(value(fields, 0x85)),
    structureName: text(value(fields, 0x84)),
    sector: text(value(fields, 0x86)),
  };
}

const value = (fields: readonly Tlv[], tag: number): Uint8Array | null =>
  fields.find((f) => f.tag === tag)?.value ?? null;

/** UTF-8 where it is valid, else latin-1: both were met in public clients, no card told which. */
function text(bytes: Uint8Array | null): string | null {
  if (!bytes) return null;
  let read: string;
  try {
    read = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    read = new TextDecoder('latin1').decode(bytes);
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: padding and control bytes are what is removed
  const clean = read.replace(/[\u0000-\u001f\u007f]/g, '').trim();
  return clean === '' ? null : clean;
}

const fourLetterCodes = (bytes: Uint8Array): string[] =>
  Buffer.from(bytes)
    .toString('latin1')
    .match(/[A-Z]{1,3}[0-9]{1,3}/g)
    ?.filter((c) => c.length === 4) ?? [];

function packedDigits(bytes: Uint8Array | null): string | null {
  const digits = bytes ? Buffer.from(bytes).toString('hex') : '';
  return /^\d+$/.test(digits) ? digits : null;
}
