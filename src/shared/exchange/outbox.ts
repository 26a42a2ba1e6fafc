import { z } from 'zod';
import { failureSchema } from '../failure';

export const channelSchema = z.enum(['dmp', 'mss-professional', 'mss-patient']);
export type Channel = z.infer<typeof channelSchema>;

/**
 * State of one leg. `unknown`: the answer was lost, the peer is asked before anything is sent again.
 * `parked`: waits for a human; nothing is ever dropped.
 */
export const legStateSchema = z.enum(['waiting', 'sending', 'unknown', 'sent', 'parked', 'cancelled']);
export type LegState = z.infer<typeof legStateSchema>;

/** One destination of one sending: its own state, its own retries, its own proof. */
export const legSchema = z.object({
  id: z.string(),
  channel: channelSchema,
  /** « DMP », « Dr Kervella », « Mon espace santé ». */
  label: z.string(),
  address: z.string().nullable(),
  state: legStateSchema,
  attempts: z.number().int(),
  lastAttemptAt: z.string().nullable(),
  nextAttemptAt: z.string().nullable(),
  sentAt: z.string().nullable(),
  /** What the peer answered: registry status, SMTP reply. */
  receipt: z.string().nullable(),
  failure: failureSchema.nullable(),
});
export type Leg = z.infer<typeof legSchema>;

/** One gesture of the doctor: a frozen document and all its legs. */
export const intentSchema = z.object({
  id: z.string(),
  patientId: z.string(),
  patientName: z.string(),
  title: z.string(),
  documentId: z.string(),
  uniqueId: z.string(),
  createdAt: z.string(),
  author: z.string(),
  legs: z.array(legSchema),
});
export type Intent = z.infer<typeof intentSchema>;

/** A place a document can go to, proposed before the doctor validates. */
export const destinationSchema = z.object({
  id: z.string(),
  channel: channelSchema,
  label: z.string(),
  detail: z.string(),
  address: z.string().nullable(),
  /** Chosen unless the doctor takes it away. */
  chosen: z.boolean(),
  /** Why it cannot be chosen, as a French sentence. */
  blocked: z.string().nullable(),
});
export type Destination = z.infer<typeof destinationSchema>;
