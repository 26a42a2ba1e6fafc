import { z } from 'zod';
import { labResultSchema } from '../biology/result';

/** One version of a report. `likely`: same order and laboratory, but its sender did not say that it is a version. */
export const threadVersionSchema = z.object({
  documentId: z.string(),
  /** The line of the worklist that carries it; null for what was written here. */
  itemId: z.string().nullable(),
  version: z.number().int().nullable(),
  title: z.string(),
  date: z.string().nullable(),
  receivedAt: z.string(),
  author: z.string(),
  standing: z.enum(['current', 'replaced', 'cancelled', 'likely']),
  /** Whose record holds it, or whom it names. */
  patientName: z.string(),
  patientId: z.string().nullable(),
  acknowledged: z.boolean(),
});
export type ThreadVersion = z.infer<typeof threadVersionSchema>;

/** One result that is not the same in two versions. `reading`: same value, another flag, interval or comment. */
export const resultDifferenceSchema = z.object({
  key: z.string(),
  label: z.string(),
  change: z.enum(['added', 'removed', 'value', 'status', 'reading']),
  before: labResultSchema.nullable(),
  after: labResultSchema.nullable(),
});
export type ResultDifference = z.infer<typeof resultDifferenceSchema>;

export const sectionDifferenceSchema = z.object({
  title: z.string(),
  change: z.enum(['added', 'removed', 'changed']),
});
export type SectionDifference = z.infer<typeof sectionDifferenceSchema>;

/** What the newest version changes since the one that was last acknowledged, else since the one before. */
export const differenceSchema = z.object({
  since: z.object({
    documentId: z.string(),
    version: z.number().int().nullable(),
    date: z.string().nullable(),
    acknowledged: z.boolean(),
  }),
  cancelled: z.boolean(),
  results: z.array(resultDifferenceSchema),
  sections: z.array(sectionDifferenceSchema),
  /** Results that say the same in both. */
  unchanged: z.number().int(),
});
export type Difference = z.infer<typeof differenceSchema>;

/** How a document came here, each way with its moment. */
export const sourceSchema = z.object({
  channel: z.enum(['mss', 'dmp']),
  /** `received`: brought here by that way; `seen`: listed there, already here. */
  how: z.enum(['received', 'seen']),
  at: z.string(),
  from: z.string(),
});
export type Source = z.infer<typeof sourceSchema>;

/** A result modified or withdrawn by its laboratory: kept for good (E-BIO-08). */
export const tracedChangeSchema = z.object({
  at: z.string(),
  who: z.string(),
  formerVersion: z.number().int().nullable(),
  version: z.number().int().nullable(),
  label: z.string(),
  change: resultDifferenceSchema.shape.change,
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type TracedChange = z.infer<typeof tracedChangeSchema>;

/** What happened to a document of the record. */
export const documentLifeSchema = z.object({
  sources: z.array(sourceSchema),
  versions: z.array(threadVersionSchema),
  changes: z.array(tracedChangeSchema),
});
export type DocumentLife = z.infer<typeof documentLifeSchema>;
