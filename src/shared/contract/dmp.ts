import { z } from 'zod';

/** Where a document of the DMP stands here already, by its uniqueId. */
export const dmpStandingSchema = z.enum(['absent', 'in-record', 'waiting', 'elsewhere', 'differs']);

/** One current document of a patient's DMP, as its registry describes it. */
export const dmpDocumentSchema = z.object({
  uniqueId: z.string(),
  title: z.string(),
  /** The type's label, as the registry has it. */
  type: z.string(),
  /** When the act took place, else when it was written; ISO, UTC. */
  date: z.string().nullable(),
  author: z.string(),
  size: z.number().int().nullable(),
  /** Masked, or not yet shown to the patient: said beside the line. */
  masks: z.array(z.string()),
  standing: dmpStandingSchema,
  /** Of the copy here. */
  documentId: z.string().nullable(),
  /** Whose record holds that copy, when it is another's. */
  elsewhere: z.string().nullable(),
});
export type DmpDocument = z.infer<typeof dmpDocumentSchema>;

export const dmpShelfSchema = z.object({ askedAt: z.string(), documents: z.array(dmpDocumentSchema) });
export type DmpShelf = z.infer<typeof dmpShelfSchema>;

/** What became of a document brought from the DMP. */
export const broughtSchema = z.object({
  standing: z.enum(['filed', 'to-file', 'unreadable', 'already']),
  documentId: z.string().nullable(),
  sentence: z.string(),
  undo: z.string().nullable(),
});
export type Brought = z.infer<typeof broughtSchema>;
