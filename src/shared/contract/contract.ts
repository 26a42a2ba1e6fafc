import { z } from 'zod';
import { clinicalDocumentSchema } from '../documents/clinicalDocument';
import { presentationSchema } from '../documents/presentation';
import { destinationSchema, intentSchema } from '../exchange/outbox';
import { failureSchema } from '../failure';
import { patientSchema } from '../identity/patient';
import { limits } from '../limits';
import { drugSchema, prescriptionDraftSchema } from '../prescription/prescription';
import { broughtSchema, dmpShelfSchema } from './dmp';
import { inboxItemSchema, inboxListSchema, inboxQuerySchema, worklistViewSchema } from './inbox';
import { patientRecordSchema, patientSummarySchema } from './record';
import { appStateSchema, serviceStatusSchema, settingsSchema } from './status';
import { documentLifeSchema } from './thread';

const id = z.string().min(1).max(200);
const search = z.string().max(limits.searchLength);
const nothing = z.object({});
const bytes = z.instanceof(Uint8Array);

/** A gesture that can be taken back with Z. */
const undoable = z.object({ undo: id, sentence: z.string() });
const insVerdictSchema = z.enum(['ok', 'ko']);
const file = z.object({ mediaType: z.string(), fileName: z.string(), bytes });

/** A form problem, tied to a line where there is one; `blocking` stops the validation. */
export const problemSchema = z.object({
  line: z.number().int().nullable(),
  message: z.string(),
  blocking: z.boolean(),
});
export type Problem = z.infer<typeof problemSchema>;

/**
 * The whole IPC: name → request and response. Main checks both, and the frame that asks;
 * preload exposes these names and nothing else. A refusal is a typed {@link Failure}.
 */
export const contract = {
  'app.state': { request: nothing, response: appStateSchema },
  'services.status': { request: nothing, response: z.array(serviceStatusSchema) },
  /** How the person signed in last looked at the worklist. */
  'view.get': { request: nothing, response: worklistViewSchema },
  'view.set': { request: worklistViewSchema, response: worklistViewSchema },
  'settings.get': { request: nothing, response: settingsSchema },
  'settings.set': { request: settingsSchema, response: settingsSchema },

  'inbox.list': { request: inboxQuerySchema, response: inboxListSchema },
  'inbox.open': { request: z.object({ itemId: id }), response: inboxItemSchema },
  /** Files under one patient. Refused when `revision` is no longer the item's: the screen was stale. */
  'inbox.file': {
    request: z.object({ itemId: id, patientId: id, revision: z.number().int() }),
    response: undoable,
  },
  /** Keeps a filed document as current against a version of another person, or in another record, that replaces it. */
  'inbox.uphold': { request: z.object({ itemId: id, revision: z.number().int() }), response: undoable },
  /** Detaches a filed document from its patient; it returns to the worklist. */
  'inbox.unfile': { request: z.object({ itemId: id, revision: z.number().int() }), response: undoable },
  /** Gives an item to a person of the practice, or back to the practice (null). */
  'inbox.assign': {
    request: z.object({ itemId: id, revision: z.number().int(), personId: id.nullable() }),
    response: undoable,
  },
  /** Takes out of the worklist what cannot be read and needs nothing more; message and bytes stay. */
  'inbox.setAside': { request: z.object({ itemId: id, revision: z.number().int() }), response: undoable },
  'inbox.undo': { request: z.object({ undo: id }), response: z.object({ sentence: z.string() }) },
  /** Files under a patient created (provisoire) from the traits the document carries. */
  'inbox.createPatient': {
    request: z.object({ itemId: id, revision: z.number().int() }),
    response: undoable,
  },
  /** Asks INSi now about the INS this document brought: the card may ask for its PIN. */
  'inbox.verifyIns': {
    request: z.object({ itemId: id }),
    response: z.object({ verdict: insVerdictSchema, sentence: z.string() }),
  },
  'inbox.attachment': { request: z.object({ itemId: id, index: z.number().int().min(0) }), response: file },
  /** The document as the stylesheet of its sender, else of the practice, lays it out (BIO.06). */
  'inbox.presentation': { request: z.object({ itemId: id }), response: presentationSchema },
  /** A file that came beside the documents of the item's message. */
  'inbox.messageFile': { request: z.object({ itemId: id, index: z.number().int().min(0) }), response: file },
  /** The bytes as they came: the whole message. */
  'inbox.original': { request: z.object({ itemId: id }), response: file },

  'patients.search': { request: z.object({ query: search }), response: z.array(patientSummarySchema) },
  'patients.open': { request: z.object({ patientId: id }), response: patientRecordSchema },
  /** Asks INSi by traits and takes over what it answers (statut récupérée or qualifiée). */
  'patients.callInsi': {
    request: z.object({ patientId: id }),
    response: z.object({ patient: patientSchema, sentence: z.string() }),
  },
  /** Asks INSi whether it still holds this record's INS; refused, the record loses it. */
  'patients.verifyIns': {
    request: z.object({ patientId: id }),
    response: z.object({ verdict: insVerdictSchema, patient: patientSchema, sentence: z.string() }),
  },
  /** Records whose INS was refused by INSi and that wait for somebody to take them up. */
  'patients.insRefused': { request: nothing, response: z.array(patientSummarySchema) },
  /** Records that a strong evidence document was checked. */
  'patients.checkEvidence': { request: z.object({ patientId: id, evidence: id }), response: patientSchema },

  /** Asks the DMP of a patient with a qualified INS what it holds (TD3.1); only when somebody wants to see it. */
  'dmp.list': { request: z.object({ patientId: id }), response: dmpShelfSchema },
  /** Brings one document of it through the intake (TD3.2). */
  'dmp.bring': { request: z.object({ patientId: id, uniqueId: id }), response: broughtSchema },

  'documents.open': { request: z.object({ documentId: id }), response: clinicalDocumentSchema },
  /** Where it came from, its versions, what its laboratory changed in it. */
  'documents.life': { request: z.object({ documentId: id }), response: documentLifeSchema },
  'documents.attachment': {
    request: z.object({ documentId: id, index: z.number().int().min(0) }),
    response: file,
  },
  'documents.presentation': { request: z.object({ documentId: id }), response: presentationSchema },

  'compose.searchDrugs': { request: z.object({ query: search }), response: z.array(drugSchema) },
  'compose.destinations': { request: z.object({ patientId: id }), response: z.array(destinationSchema) },
  'compose.preview': {
    request: z.object({ draft: prescriptionDraftSchema }),
    response: file.extend({ problems: z.array(problemSchema) }),
  },
  /** One gesture: freezes, signs with the card (the PIN is asked in its own window), commits the legs, starts sending. */
  'compose.validate': {
    request: z.object({ draft: prescriptionDraftSchema, destinations: z.array(id).max(50) }),
    response: z.object({ intent: intentSchema }),
  },

  'outbox.list': { request: nothing, response: z.array(intentSchema) },
  'outbox.retry': { request: z.object({ legId: id }), response: z.array(intentSchema) },
  /** Gives up a leg that has not left. */
  'outbox.cancel': { request: z.object({ legId: id }), response: z.array(intentSchema) },
} as const;

export type Contract = typeof contract;
export type Method = keyof Contract;
export type Request<M extends Method> = z.input<Contract[M]['request']>;
export type Response<M extends Method> = z.output<Contract[M]['response']>;

/** What crosses the border: a value or a failure, never an exception. */
export const answerSchema = <S extends z.ZodType>(value: S) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), error: failureSchema }),
  ]);
export type Answer<M extends Method> =
  | { ok: true; value: Response<M> }
  | { ok: false; error: z.infer<typeof failureSchema> };

/** Pushed from main: these areas changed, ask again. */
export const changedSchema = z.object({
  areas: z.array(z.enum(['app', 'services', 'inbox', 'patients', 'outbox', 'settings'])),
  revision: z.number().int(),
});
export type Changed = z.infer<typeof changedSchema>;
export type Area = Changed['areas'][number];

/** What preload puts on `window.colloque`: this and nothing else. */
export interface Bridge {
  call<M extends Method>(method: M, request: Request<M>): Promise<Answer<M>>;
  onChanged(listener: (changed: Changed) => void): () => void;
}
