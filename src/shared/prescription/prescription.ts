import { z } from 'zod';
import { limits } from '../limits';

/** A medicine that can be prescribed, from the practice's drug list. */
export const drugSchema = z.object({
  /** CIS code of the public base, when known. */
  cis: z.string().nullable(),
  /** Brand name as sold: « LEVOTHYROX 25 microgrammes, comprimé sécable ». */
  name: z.string(),
  /** Dénomination commune (DCI): « lévothyroxine sodique ». */
  dci: z.string(),
  strength: z.string(),
  form: z.string(),
  route: z.string(),
  atc: z.string().nullable(),
  packaging: z.string().nullable(),
  /** Must be written on a secure prescription (stupéfiants and assimilated). */
  secure: z.boolean(),
});
export type Drug = z.infer<typeof drugSchema>;

const text = z.string().max(limits.ipcTextLength);

/** Reasons allowed for « non substituable » (arrêté du 12/11/2019). */
export const nonSubstitutionReasons = {
  MTE: 'marge thérapeutique étroite',
  EFG: 'enfant de moins de six ans',
  CIF: 'contre-indication formelle',
} as const;

/** One line of an ordonnance of medicines. */
export const prescriptionLineSchema = z.object({
  drug: drugSchema,
  /** Prescribed by its common name: the brand is not printed first. */
  byDci: z.boolean(),
  /** How it is taken, in the doctor's words. */
  posology: text,
  /** « 6 semaines », « 5 jours »: as printed. */
  duration: z.string().max(limits.searchLength),
  renewals: z.number().int().min(0).max(11),
  nonSubstitutable: z.enum(['MTE', 'EFG', 'CIF']).nullable(),
  /** In relation with the long-term condition (upper zone of a bizone). */
  ald: z.boolean(),
});
export type PrescriptionLine = z.infer<typeof prescriptionLineSchema>;

/** What the doctor typed, before anything is frozen. */
export const prescriptionDraftSchema = z.object({
  kind: z.literal('ordonnance'),
  patientId: z.string(),
  lines: z.array(prescriptionLineSchema).max(60),
  note: text,
});
export type PrescriptionDraft = z.infer<typeof prescriptionDraftSchema>;
