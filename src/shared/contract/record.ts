import { z } from 'zod';
import { analyteSeriesSchema } from '../biology/measurement';
import { documentLevelSchema } from '../documents/clinicalDocument';
import { documentKindSchema } from '../documents/kinds';
import { patientSchema } from '../identity/patient';

export const patientSummarySchema = z.object({
  patient: patientSchema,
  age: z.string(),
  lastActivity: z.string().nullable(),
});
export type PatientSummary = z.infer<typeof patientSummarySchema>;

/** A document of a record: received and filed, or written here. */
export const recordDocumentSchema = z.object({
  id: z.string(),
  kind: documentKindSchema,
  level: documentLevelSchema,
  title: z.string(),
  date: z.string().nullable(),
  author: z.string(),
  origin: z.enum(['mss', 'dmp', 'written']),
  version: z.number().int().nullable(),
  /** A newer version stands in the record: shown, never as current. */
  superseded: z.boolean(),
  /** Where the version that is current in its place stands; null when it is current itself. */
  replacedBy: z.enum(['here', 'waiting', 'elsewhere']).nullable(),
  /** Its laboratory took all of it back. */
  cancelled: z.boolean(),
  /** The line of the worklist that filed it: what takes it out of the record. Null for what was written here. */
  item: z.object({ id: z.string(), revision: z.number().int() }).nullable(),
  abnormal: z.number().int(),
  /** Of those, how many want to be read at once (E-BIO-03). */
  critical: z.number().int(),
  /** The laboratory wrote a comment on a result. */
  commented: z.boolean(),
  /** Of a written document: how many legs have left, of how many. */
  sent: z.object({ done: z.number().int(), of: z.number().int() }).nullable(),
});
export type RecordDocument = z.infer<typeof recordDocumentSchema>;

export const patientRecordSchema = z.object({
  patient: patientSchema,
  age: z.string(),
  documents: z.array(recordDocumentSchema),
  series: z.array(analyteSeriesSchema),
});
export type PatientRecord = z.infer<typeof patientRecordSchema>;
