import { z } from 'zod';

/** One of the small lights: a word, and on a click what is wrong and what to do. */
export const serviceStatusSchema = z.object({
  id: z.enum(['card', 'psc', 'mss', 'dmp', 'insi']),
  label: z.string(),
  state: z.enum(['ok', 'wait', 'off', 'error']),
  word: z.string(),
  explanation: z.string(),
  action: z.string().nullable(),
});
export type ServiceStatus = z.infer<typeof serviceStatusSchema>;

/** Someone of the practice to whom a document may be given. */
export const personOfPracticeSchema = z.object({
  /** RPPS of a doctor; any stable name of a secretary's desk. */
  id: z.string(),
  name: z.string(),
  role: z.enum(['doctor', 'secretary']),
});
export type PersonOfPractice = z.infer<typeof personOfPracticeSchema>;

export const appStateSchema = z.object({
  version: z.string(),
  /** Configuration points at the bac à sable: the loud band is shown. */
  sandbox: z.boolean(),
  practiceName: z.string(),
  /** The practice installed a stylesheet for documents that bring none. */
  stylesheet: z.boolean(),
  professional: z
    .object({ name: z.string(), rpps: z.string().nullable(), speciality: z.string().nullable() })
    .nullable(),
  people: z.array(personOfPracticeSchema),
});
export type AppState = z.infer<typeof appStateSchema>;

export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  rgpdMention: z
    .string()
    .max(500)
    .default(
      'Données traitées pour votre prise en charge ; droits d’accès et d’opposition auprès du cabinet.',
    ),
  /** What was read here is marked as read in the mailbox too, for the other mail clients. */
  markRead: z.boolean().default(true),
  /** Doctor's own correspondents for copies. */
  correspondents: z
    .array(
      z.object({ name: z.string().max(200), address: z.string().max(320), speciality: z.string().max(200) }),
    )
    .max(500)
    .default([]),
  /** The unit this practice reads an analyte in, by `analyteKey` (E-BIO-05). */
  preferredUnits: z.record(z.string().max(100), z.string().max(100)).default({}),
});
export type Settings = z.infer<typeof settingsSchema>;
