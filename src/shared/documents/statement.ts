import { z } from 'zod';
import { codedSchema } from '../codes';

/**
 * What one entry of a document says in codes, beside the words it points to: a problem, an act, a medicine, a
 * measure. Laboratory results have their own model ({@link labResultSchema}).
 */
export const statementSchema = z.object({
  /** In the words of the narrative, else the label of the code. */
  label: z.string(),
  /** The code that says what it is: of the value where the value names it (a diagnosis), else of the entry. */
  code: codedSchema.nullable(),
  /** What kind of statement the code qualifies: « Maladie », « Allergie ». */
  about: z.string().nullable(),
  /** A measure, a dose, a word: as the entry has it, unit as sent. */
  value: z.string().nullable(),
  /** ISO 8601, as precise as it was. */
  start: z.string().nullable(),
  end: z.string().nullable(),
  /** `active`, `completed`, `aborted`, `suspended`… of the nearest act. */
  status: z.string().nullable(),
  /** The entry says that this is absent. */
  negated: z.boolean(),
  /** `ID`s of the narrative that it points to. */
  targets: z.array(z.string()),
  /** The words of the narrative when they give another number or another date than the entry. */
  differs: z.string().nullable(),
});
export type Statement = z.infer<typeof statementSchema>;
