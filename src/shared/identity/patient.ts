import { z } from 'zod';
import { insSchema } from './ins';
import { strictTraitsSchema } from './traits';

/** The four statuses of an identity (RNIV), derived from two axes: see {@link identityStatus}. */
export const identityStatusSchema = z.enum(['provisoire', 'recuperee', 'validee', 'qualifiee']);
export type IdentityStatus = z.infer<typeof identityStatusSchema>;

export const identityAttributeSchema = z.enum(['homonyme', 'douteuse', 'fictive']);
export type IdentityAttribute = z.infer<typeof identityAttributeSchema>;

export const patientIdSchema = z.string().brand<'PatientId'>();
export type PatientId = z.infer<typeof patientIdSchema>;

/** A patient of the practice. Invariant: `ins` is present if and only if the status is récupérée or qualifiée. */
export const patientSchema = z.object({
  id: patientIdSchema,
  traits: strictTraitsSchema,
  usedName: z.string().nullable(),
  usedFirstName: z.string().nullable(),
  ins: insSchema.nullable(),
  status: identityStatusSchema,
  attributes: z.array(identityAttributeSchema),
  /** Nature of the evidence document that was checked, never its copy. */
  evidence: z.string().nullable(),
  uncertainBirthDate: z.boolean(),
  birthPlaceLabel: z.string().nullable(),
  address: z.string().nullable(),
  phone: z.string().nullable(),
});
export type Patient = z.infer<typeof patientSchema>;

/** ins.md §2.1: INSi answer × strong evidence → status. A doubtful or fictive identity is provisoire, whatever else. */
export function identityStatus(
  hasIns: boolean,
  hasStrongEvidence: boolean,
  attributes: readonly IdentityAttribute[] = [],
): IdentityStatus {
  if (attributes.includes('douteuse') || attributes.includes('fictive')) return 'provisoire';
  if (hasIns) return hasStrongEvidence ? 'qualifiee' : 'recuperee';
  return hasStrongEvidence ? 'validee' : 'provisoire';
}

/** INS.37: only a qualified identity lends its INS to a document, a mail address or a barcode. */
export const sharableIns = (patient: Patient) => (patient.status === 'qualifiee' ? patient.ins : null);

/** How a patient is called on screen: used names when there are some, else birth names. */
export const displayName = (p: Pick<Patient, 'traits' | 'usedName' | 'usedFirstName'>): string =>
  `${p.usedName ?? p.traits.birthName} ${capitalised(p.usedFirstName ?? p.traits.firstGivenName)}`;

const capitalised = (name: string): string =>
  name
    .toLowerCase()
    .replace(/(^|[ '-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
