import type { DocumentPatient } from '../../shared/documents/clinicalDocument';
import type { Failure } from '../../shared/failure';
import type { Ins } from '../../shared/identity/ins';
import { identityStatus, type Patient, type PatientId } from '../../shared/identity/patient';
import { isBirthName, isGivenName, normaliseName, type StrictTraits } from '../../shared/identity/traits';
import { err, ok, type Result } from '../../shared/result';
import type { Act } from '../journal/act';
import type { Tx } from '../store/store';
import { patientFailure } from './failure';
import { insHolder, savePatient } from './repository';

const UNKNOWN_PLACE = '99999';
const PLACE = /^(?:\d{5}|2[AB]\d{3})$/i;

export interface NewIdentity {
  traits: StrictTraits;
  usedName?: string | null;
  usedFirstName?: string | null;
  birthPlaceLabel?: string | null;
  uncertainBirthDate?: boolean;
  /** Only an INS that INSi itself confirmed for these five traits. */
  confirmedIns?: Ins | null;
}

/**
 * A new identity: provisoire (INS.22), or récupérée when INSi confirmed its INS; never qualifiée, whoever sent it
 * (INS.38), and never with an INS that was refused or not asked about (INS.45).
 * Traits are brought to the alphabet of the RNIV; refused when the five required ones are not there (INS.11).
 */
export async function createPatient(
  tx: Tx,
  act: Act,
  identity: NewIdentity,
): Promise<Result<Patient, Failure>> {
  const traits: StrictTraits = {
    ...identity.traits,
    birthName: normaliseName(identity.traits.birthName),
    firstGivenName: normaliseName(identity.traits.firstGivenName),
    firstNames: normaliseName(identity.traits.firstNames || identity.traits.firstGivenName),
    birthPlace: identity.traits.birthPlace.toUpperCase(),
  };
  if (
    !traits.birthName ||
    !traits.firstGivenName ||
    !isDate(traits.birthDate) ||
    !PLACE.test(traits.birthPlace)
  )
    return err(patientFailure('patient-incomplete'));
  if (
    !isBirthName(traits.birthName) ||
    !isGivenName(traits.firstGivenName) ||
    !isGivenName(traits.firstNames)
  )
    return err(patientFailure('patient-name'));
  const ins = identity.confirmedIns ?? null;
  if (ins !== null && (await insHolder(tx, ins)) !== null) return err(patientFailure('insi-duplicate'));
  const patient: Patient = {
    id: act.ids.uuid() as PatientId,
    traits,
    usedName: identity.usedName?.trim() || null,
    usedFirstName: identity.usedFirstName?.trim() || null,
    ins,
    status: identityStatus(ins !== null, false),
    attributes: [],
    evidence: null,
    uncertainBirthDate: identity.uncertainBirthDate ?? false,
    birthPlaceLabel: identity.birthPlaceLabel?.trim() || null,
    address: null,
    phone: null,
  };
  await savePatient(tx, act, 'created', patient, null);
  return ok(patient);
}

/** The identity a document carries, completed by the waiting values of the RNIV (ins.md §3.5). Its INS stays in the document. */
export function identityFrom(received: DocumentPatient): Result<NewIdentity, Failure> {
  const firstGivenName = received.firstGivenName ?? received.firstNames?.trim().split(/\s+/)[0] ?? '';
  const date = waitingDate(received.birthDate ?? '');
  if (!received.birthName?.trim() || !firstGivenName.trim() || date === null)
    return err(patientFailure('patient-incomplete'));
  return ok({
    traits: {
      birthName: received.birthName,
      firstNames: received.firstNames ?? firstGivenName,
      firstGivenName,
      sex: received.sex ?? 'UN',
      birthDate: date.value,
      birthPlace:
        received.birthPlace && PLACE.test(received.birthPlace) ? received.birthPlace : UNKNOWN_PLACE,
    },
    usedName: received.usedName && normaliseName(received.usedName),
    usedFirstName: received.usedFirstName && normaliseName(received.usedFirstName),
    birthPlaceLabel: received.birthPlaceLabel,
    uncertainBirthDate: date.uncertain,
  });
}

/** Day unknown: the 1st; day and month unknown: 31 December. */
function waitingDate(sent: string): { value: string; uncertain: boolean } | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(sent) ?? [];
  if (!year) return null;
  const known = (part: string | undefined) => part !== undefined && part !== '00';
  const value = known(month)
    ? `${year}-${month}-${known(day) ? day : '01'}`
    : known(day)
      ? `${year}-01-${day}`
      : `${year}-12-31`;
  return isDate(value) ? { value, uncertain: !(known(month) && known(day)) } : null;
}

function isDate(iso: string): boolean {
  const date = new Date(`${iso}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(iso) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso)
  );
}
