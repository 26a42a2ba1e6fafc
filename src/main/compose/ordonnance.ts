import { systems } from '../../shared/codes';
import type { Configuration } from '../../shared/configuration';
import type { Problem } from '../../shared/contract/contract';
import type { Ordonnance } from '../../shared/documents/ordonnance';
import type { Failure } from '../../shared/failure';
import { ageAt } from '../../shared/identity/age';
import { type Patient, sharableIns } from '../../shared/identity/patient';
import { type Ids, uuidOid } from '../../shared/ids';
import { parisIso } from '../../shared/parisTime';
import type { PrescriptionDraft } from '../../shared/prescription/prescription';
import type { ProfessionalIdentity, Situation } from '../../shared/professional/professional';
import { err, ok, type Result } from '../../shared/result';
import type { Recipient } from '../cda/write/model';
import { writeN1 } from '../cda/write/n1';
import { structureOf } from '../cda/write/people';
import { headerRefusal } from '../cda/write/refusals';
import { writeXdm } from '../xdm/write/archive';
import { entryOf } from '../xds/entry';
import { composeFailure } from './failure';
import type { FrozenDocument } from './frozen';
import { pdfFileName, professionalName, specialityName } from './names';
import { problemsOf } from './ordonnanceProblems';

/** « Prescription de produits de santé » (cda-document-types.md §1). */
const TYPE = '57833-6';

export interface OrdonnanceInput {
  draft: PrescriptionDraft;
  patient: Patient;
  professional: ProfessionalIdentity;
  situation: Situation;
  practice: Configuration['practice'];
  software: { name: string; version: string };
  settings: { rgpdMention: string };
  now: Date;
  ids: Ids;
  /** Correspondents named on the document (E-DOC-05). */
  recipients?: readonly Recipient[];
  /** Given to correct a document or to repeat one byte for byte; drawn from `ids` otherwise. */
  identifiers?: Partial<Identifiers>;
}

export interface Identifiers {
  uniqueId: string;
  setId: string;
  version: number;
  replaces: string | null;
  /** uniqueId of the lot inside the archive. */
  lotId: string;
}

export type RenderOrdonnance = (o: Ordonnance) => Promise<Uint8Array>;

/**
 * One gesture: the draft becomes PDF/A-1b, CDA N1, XDS entry and XDM archive, all of one `now`. Refused when a
 * problem blocks or when the national rules refuse the header; nothing is half made.
 */
export async function composeOrdonnance(
  input: OrdonnanceInput,
  render: RenderOrdonnance,
): Promise<Result<FrozenDocument, Failure>> {
  const { ids, now, patient } = input;
  const blocking = problemsOf(input.draft, isUnderSix(patient, now)).filter((p) => p.blocking);
  if (blocking.length > 0) return err(composeFailure('compose-incomplete', `${blocking.length} blocking`));
  const identifiers: Identifiers = {
    uniqueId: input.identifiers?.uniqueId ?? uuidOid(ids.uuid()),
    setId: input.identifiers?.setId ?? uuidOid(ids.uuid()),
    version: input.identifiers?.version ?? 1,
    replaces: input.identifiers?.replaces ?? null,
    lotId: input.identifiers?.lotId ?? uuidOid(ids.uuid()),
  };
  const title = titleOf(input.draft);
  const header = {
    ...identifiers,
    time: now,
    type: TYPE,
    title,
    patient,
    author: input.professional,
    situation: input.situation,
    practice: input.practice,
    recipients: input.recipients ?? [],
    act: { code: TYPE, system: systems.loinc, label: 'Prescription de produits de santé' },
    serviceStart: now,
    serviceStop: null,
    encounter: 'AMB' as const,
  };
  const refusal = headerRefusal(header);
  if (refusal) return err(refusal);
  const pdf = await render(printed(input, identifiers.uniqueId));
  const cda = writeN1({ ...header, pdf });
  if (!cda.ok) return cda;
  const entry = entryOf(cda.value);
  if (!entry.ok) return entry;
  const xdm = writeXdm({
    documents: [{ cda: cda.value }],
    uniqueId: identifiers.lotId,
    sourceId: input.practice.oid,
    date: now,
    notice: {
      sender: professionalName(input.professional),
      structure: structureOf(input.situation, input.practice).name,
      phone: input.practice.phone,
      software: `${input.software.name} ${input.software.version}`,
    },
  });
  if (!xdm.ok) return xdm;
  return ok({
    uniqueId: identifiers.uniqueId,
    setId: identifiers.setId,
    version: identifiers.version,
    title,
    type: entry.value.typeCode,
    cda: cda.value,
    pdf,
    fileName: pdfFileName(TYPE, patient.traits, now),
    entry: entry.value,
    xdm: xdm.value,
  });
}

/** The page as it would be frozen now, whatever its problems, without an identifier. */
export async function previewOrdonnance(
  input: Omit<OrdonnanceInput, 'ids' | 'software'>,
  render: RenderOrdonnance,
): Promise<{ pdf: Uint8Array; fileName: string; problems: Problem[] }> {
  return {
    pdf: await render(printed(input, '(aperçu)')),
    fileName: pdfFileName(TYPE, input.patient.traits, input.now),
    problems: problemsOf(input.draft, isUnderSix(input.patient, input.now)),
  };
}

const titleOf = (draft: PrescriptionDraft): string =>
  draft.lines.some((l) => l.ald) ? 'Ordonnance bizone' : 'Ordonnance';

function printed(input: Omit<OrdonnanceInput, 'ids' | 'software'>, uniqueId: string): Ordonnance {
  const { patient, practice, professional, now } = input;
  return {
    title: titleOf(input.draft),
    uniqueId,
    place: practice.city,
    date: parisIso(now),
    prescriber: {
      name: professionalName(professional),
      speciality: specialityName(professional),
      rpps: professional.rpps,
      practiceName: structureOf(input.situation, practice).name,
      addressLines: [...practice.addressLines, `${practice.postalCode} ${practice.city}`.trim()],
      phone: practice.phone,
    },
    patient: {
      ...patient.traits,
      usedName: patient.usedName,
      usedFirstName: patient.usedFirstName,
      age: ageAt(patient.traits.birthDate, frenchNoon(now)),
      birthPlaceLabel: patient.birthPlaceLabel,
      ins: sharableIns(patient),
    },
    lines: input.draft.lines,
    note: input.draft.note,
    rgpdMention: input.settings.rgpdMention,
  };
}

/** `ageAt` reads the host's calendar: hand it the French day. */
function frenchNoon(now: Date): Date {
  const [y, m, d] = parisIso(now).slice(0, 10).split('-').map(Number);
  return new Date(y!, m! - 1, d!, 12);
}

/** Null when the birth date is not a whole date. */
function isUnderSix(patient: Patient, now: Date): boolean | null {
  const birth = patient.traits.birthDate;
  if (!/^\d{4}-\d\d-\d\d$/.test(birth)) return null;
  const today = parisIso(now).slice(0, 10);
  const sixth = `${String(Number(birth.slice(0, 4)) + 6).padStart(4, '0')}${birth.slice(4)}`;
  return today < sixth;
}
