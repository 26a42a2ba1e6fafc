import type { DocumentPatient } from '../../shared/documents/clinicalDocument';
import type { Ins } from '../../shared/identity/ins';
import type { Patient } from '../../shared/identity/patient';
import { isBirthName, isGivenName, normaliseName, type Sex } from '../../shared/identity/traits';
import { limits } from '../../shared/limits';
import type { InsiClaim } from '../ins/port';

/** An INS with the traits it came with, any of which may be missing. Built here alone: its JSON is its name in the base. */
export interface ClaimedIns {
  readonly ins: Ins;
  readonly traits: {
    readonly birthName: string | null;
    readonly firstNames: string | null;
    readonly firstGivenName: string | null;
    readonly sex: Sex | null;
    readonly birthDate: string | null;
    readonly birthPlace: string | null;
  };
}

const UNKNOWN_PLACE = '99999';
/** A code of the COG; a place in words is no trait. */
const PLACE = /^(?:\d{5}|2[AB]\d{3})$/;

/**
 * What there is to verify in an identity received (INS.46): null without an INS, with one of another environment,
 * and with a doubtful one (several, INS-C, false key), which nobody may take for an INS at all.
 */
export function claimOf(received: DocumentPatient, insOids: readonly string[]): ClaimedIns | null {
  const { ins } = received;
  if (ins === null || received.insDoubtful || !insOids.includes(ins.oid)) return null;
  return claimed(ins, received);
}

/** The same of an identity we hold. Null without an INS. */
export const claimOfPatient = ({ ins, traits }: Patient): ClaimedIns | null =>
  ins === null ? null : claimed(ins, traits);

function claimed(ins: Ins, traits: ClaimedIns['traits']): ClaimedIns {
  const name = (sent: string | null) => normaliseName(bounded(sent) ?? '') || null;
  const place = bounded(traits.birthPlace)?.trim().toUpperCase();
  return {
    ins: { value: ins.value.toUpperCase(), oid: ins.oid },
    traits: {
      birthName: name(traits.birthName),
      firstNames: name(traits.firstNames),
      firstGivenName: name(traits.firstGivenName),
      sex: traits.sex,
      birthDate: bounded(traits.birthDate),
      birthPlace: place && PLACE.test(place) && place !== UNKNOWN_PLACE ? place : null,
    },
  };
}

/** No flood of letters enters the base as a name. Cut, a trait ends with a sign that no alphabet has: it is not somebody else's shorter name. */
const bounded = (sent: string | null): string | null =>
  sent !== null && sent.length > limits.traitLength ? `${sent.slice(0, limits.traitLength)}…` : sent;

/** What INSi can be asked, or null when its alphabet or a missing trait forbids it (ins.md §5.10). */
export function askable({ ins, traits }: ClaimedIns): InsiClaim | null {
  const { birthName, firstNames, firstGivenName, sex, birthDate, birthPlace } = traits;
  if (birthName === null || !isBirthName(birthName)) return null;
  if (firstNames === null && firstGivenName === null) return null;
  if ([firstNames, firstGivenName].some((n) => n !== null && !isGivenName(n))) return null;
  if (sex !== 'M' && sex !== 'F') return null;
  if (birthDate === null || !isWholeDate(birthDate)) return null;
  return { ins, traits: { birthName, firstNames, firstGivenName, sex, birthDate, birthPlace } };
}

function isWholeDate(iso: string): boolean {
  const date = new Date(`${iso}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(iso) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso)
  );
}

/** Do we hold this very identity: same INS, same five traits? Then another domain teaches us nothing (INS.46). */
export function holds(patient: Patient, { ins, traits }: ClaimedIns): boolean {
  const ours = claimOfPatient(patient);
  if (ours === null) return false;
  const strict = ['birthName', 'firstNames', 'sex', 'birthDate', 'birthPlace'] as const;
  return (
    ours.ins.value === ins.value &&
    ours.ins.oid === ins.oid &&
    strict.every((trait) => ours.traits[trait] === traits[trait])
  );
}
