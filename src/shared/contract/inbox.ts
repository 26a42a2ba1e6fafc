import { z } from 'zod';
import { historyPointSchema } from '../biology/earlier';
import { clinicalDocumentSchema, documentLevelSchema, warningSchema } from '../documents/clinicalDocument';
import { documentKindSchema } from '../documents/kinds';
import { failureSchema } from '../failure';
import { patientSchema } from '../identity/patient';
import { differenceSchema, sourceSchema, threadVersionSchema } from './thread';

/** Where a received document stands: to file (proposed or not), filed, set aside because unreadable. */
export const itemStateSchema = z.enum(['to-file', 'filed', 'unreadable']);

/** How sure we are of whom it is about. Only `certain` carries a filled button. */
export const matchVerdictSchema = z.enum(['certain', 'proposed', 'none']);

/** What INSi says of the INS a document brought; null when there is nothing to verify, or when we hold that identity. */
export const insCheckSchema = z.object({
  state: z.enum(['ok', 'ko', 'waiting', 'impossible']),
  /** Why it waits, in a word or two: « carte absente ». */
  reason: z.string().nullable(),
});
export type InsCheck = z.infer<typeof insCheckSchema>;

/** One line of the worklist. */
export const inboxRowSchema = z.object({
  id: z.string(),
  /** Grows with each change of this item: a gesture on a stale row is refused. */
  revision: z.number().int(),
  state: itemStateSchema,
  read: z.boolean(),
  receivedAt: z.string(),
  kind: documentKindSchema,
  level: documentLevelSchema.nullable(),
  title: z.string(),
  /** One line of content: analytes, act, first words. */
  summary: z.string(),
  sender: z.string(),
  /** As the document names the patient; the record's name once filed. */
  patientName: z.string(),
  patientAge: z.string(),
  patientId: z.string().nullable(),
  verdict: matchVerdictSchema,
  abnormal: z.number().int(),
  critical: z.number().int(),
  commented: z.boolean(),
  correction: z.enum(['corrected', 'completed', 'cancelled', 'partial']).nullable(),
  version: z.number().int().nullable(),
  /** Versions of the same report that this line stands for, itself included. */
  versions: z.number().int(),
  /** A newer version exists and has a line of its own. */
  superseded: z.boolean(),
  documentDate: z.string().nullable(),
  /** Person of the practice it is for; null: the practice. */
  addressee: z.string().nullable(),
  insCheck: insCheckSchema.nullable(),
  /** « Dr X, laboratoire Y ». Empty where the document does not say, as the three below. */
  author: z.string(),
  act: z.string(),
  performer: z.string(),
  /** « Prise en charge ». */
  encounter: z.string(),
});
export type InboxRow = z.infer<typeof inboxRowSchema>;

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const words = z.string().max(200).default('');

/** The most rows one answer brings: a few screens, never the list. */
export const LARGEST_WINDOW = 200;

/** Who an item is for: a person of the practice by id, `practice` for what is for nobody by name. */
export const PRACTICE = 'practice';

/** What is asked of the worklist: which rows, in which order, and which stretch of them. Every condition given must hold. */
export const inboxQuerySchema = z.object({
  state: itemStateSchema.default('to-file'),
  kind: documentKindSchema.nullable().default(null),
  abnormalOnly: z.boolean().default(false),
  criticalOnly: z.boolean().default(false),
  toReconcile: z.boolean().default(false),
  /** Only what bears an INS that INSi refused. */
  insRefused: z.boolean().default(false),
  /** Id of a person of the practice, or {@link PRACTICE}. */
  addressee: z.string().max(100).nullable().default(null),
  /** Part of the sender's name; case and accents do not count. */
  sender: words,
  /** Part of the patient's name as the document gives it; case and accents do not count. */
  patient: words,
  /** Days of arrival on a French calendar, both included. */
  since: day.nullable().default(null),
  until: day.nullable().default(null),
  /** Words found anywhere in the document; the last may be unfinished. */
  text: words,
  sort: z.enum(['date', 'patient', 'kind', 'sender', 'abnormal']).default('date'),
  descending: z.boolean().default(true),
  /** Position of the first row wanted, when `around` is not in the list. */
  from: z.number().int().min(0).default(0),
  count: z.number().int().min(1).max(LARGEST_WINDOW).default(LARGEST_WINDOW),
  /** The window stands around this item, or around the first unread one, wherever it is now. */
  around: z.string().max(200).nullable().default(null),
  aroundUnread: z.boolean().default(false),
});
export type InboxQuery = z.infer<typeof inboxQuerySchema>;

/** Whether anything but the list itself narrows what is shown. */
export const isNarrowed = (q: InboxQuery): boolean =>
  q.kind !== null ||
  q.abnormalOnly ||
  q.criticalOnly ||
  q.toReconcile ||
  q.insRefused ||
  q.addressee !== null ||
  q.since !== null ||
  q.until !== null ||
  [q.sender, q.patient, q.text].some((words) => words.trim() !== '');

/** What of a query is kept for the next time; never a word typed, which may name a patient. */
export const worklistViewSchema = inboxQuerySchema.pick({ sort: true, descending: true, addressee: true });
export type WorklistView = z.infer<typeof worklistViewSchema>;

export const inboxListSchema = z.object({
  /** Grows with each change of the worklist: windows of two revisions are never laid side by side. */
  revision: z.number().int(),
  /** Rows that answer the query. */
  total: z.number().int(),
  /** Position of `rows[0]` among them. */
  from: z.number().int(),
  /** Position of the item the window was asked around; null when it is not in the list. */
  at: z.number().int().nullable(),
  counts: z.object({
    toFile: z.number().int(),
    abnormal: z.number().int(),
    critical: z.number().int(),
    toReconcile: z.number().int(),
    unreadable: z.number().int(),
    insRefused: z.number().int(),
    byKind: z.record(z.string(), z.number().int()),
    /** By person of the practice, {@link PRACTICE} included. */
    byAddressee: z.record(z.string(), z.number().int()),
  }),
  rows: z.array(inboxRowSchema),
});
export type InboxList = z.infer<typeof inboxListSchema>;

/** One strict trait, as the document and as the record have it. */
export const traitComparisonSchema = z.object({
  trait: z.enum([
    'matricule',
    'oid',
    'birthName',
    'usedName',
    'firstNames',
    'firstGivenName',
    'sex',
    'birthDate',
    'birthPlace',
  ]),
  label: z.string(),
  received: z.string().nullable(),
  known: z.string().nullable(),
  verdict: z.enum(['equal', 'form', 'different', 'absent']),
});
export type TraitComparison = z.infer<typeof traitComparisonSchema>;

export const matchCandidateSchema = z.object({
  patient: patientSchema,
  comparison: z.array(traitComparisonSchema),
  /** Why this record is proposed, as a French sentence. */
  reason: z.string(),
});

export const matchSchema = z.object({
  verdict: matchVerdictSchema,
  /** « Même identité : matricule et cinq traits égaux. » */
  sentence: z.string(),
  candidates: z.array(matchCandidateSchema),
});
export type Match = z.infer<typeof matchSchema>;

/** What changed since the last report: said first. */
export const changeSchema = z.object({
  tone: z.enum(['critical', 'high', 'low', 'stable', 'missing', 'new']),
  text: z.string(),
  resultKey: z.string().nullable(),
});
export type Change = z.infer<typeof changeSchema>;

/** What the attached mail itself said. */
export const messageSourceSchema = z.object({
  from: z.string(),
  fromAddress: z.string(),
  subject: z.string(),
  receivedAt: z.string(),
  messageId: z.string().nullable(),
  text: z.string(),
  channel: z.enum(['mss', 'dmp']),
  /** What other mail clients did to the copy in the mailbox, as short French phrases. */
  elsewhere: z.array(z.string()),
});

/** A document of the same message. */
export const siblingSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** In which list it stands. */
  state: itemStateSchema,
});

/** A file that came beside the documents, to be saved and opened elsewhere. */
export const messageFileSchema = z.object({
  index: z.number().int().min(0),
  fileName: z.string(),
  mediaType: z.string(),
  size: z.number().int(),
});

export const inboxItemSchema = z.object({
  row: inboxRowSchema,
  /** Null when the item cannot be read; then `failure` says why. */
  document: clinicalDocumentSchema.nullable(),
  failure: failureSchema.nullable(),
  source: messageSourceSchema,
  match: matchSchema,
  changes: z.array(changeSchema),
  /** Earlier values, oldest first, by the `key` of a result. */
  history: z.record(z.string(), z.array(historyPointSchema)),
  /** The documents of the message in its order, this one among them. */
  siblings: z.array(siblingSchema),
  files: z.array(messageFileSchema),
  proposed: z.object({ category: z.string(), title: z.string(), addressee: z.string() }),
  warnings: z.array(warningSchema),
  /** Newest first; empty when there is one only. */
  versions: z.array(threadVersionSchema),
  /** Said before anything else: what this version changes. */
  difference: differenceSchema.nullable(),
  /** Every way this document came by. */
  sources: z.array(sourceSchema),
});
export type InboxItem = z.infer<typeof inboxItemSchema>;
