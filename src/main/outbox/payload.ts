import type { StrictTraits } from '../../shared/identity/traits';
import type { DmpSubmission } from '../dmp/port';
import type { OutgoingMail } from '../mss/port';
import { type Db, getBlob, putBlob, type Row, type Tx } from '../store/store';

/** What a leg sends, frozen at validation: a second try sends the same bytes under the same ids. */
export type Payload =
  | {
      kind: 'dmp';
      submission: DmpSubmission;
      /** Compared in memory with what TD0.2 answers (DMP CONF.01). */
      traits: StrictTraits;
      /** A person said that diverging traits are the patient's all the same. */
      confirmed: boolean;
    }
  | { kind: 'mail'; mail: OutgoingMail };

const LOT = 'lot';
const documentName = (id: string) => `document:${id}`;
const attachmentName = (index: number) => `attachment:${index}`;

/** Bytes apart (kept once each), the rest as JSON: answers the JSON. */
export async function writePayload(tx: Tx, legId: string, payload: Payload): Promise<void> {
  const put = async (name: string, bytes: Uint8Array) =>
    tx
      .insertInto('outbox_payloads')
      .values({ leg_id: legId, name, sha256: await putBlob(tx, bytes) })
      .execute();
  if (payload.kind === 'mail') {
    for (const [index, a] of payload.mail.attachments.entries()) await put(attachmentName(index), a.bytes);
    return;
  }
  for (const [id, bytes] of Object.entries(payload.submission.documents)) await put(documentName(id), bytes);
  await put(LOT, payload.submission.lotSignature);
}

export function payloadText(payload: Payload): string {
  if (payload.kind === 'mail') {
    const attachments = payload.mail.attachments.map(({ bytes: _, ...rest }) => rest);
    return JSON.stringify({ ...payload, mail: { ...payload.mail, attachments } });
  }
  const { documents, lotSignature: _, ...submission } = payload.submission;
  return JSON.stringify({ ...payload, submission: { ...submission, documents: Object.keys(documents) } });
}

type StoredMail = Omit<OutgoingMail, 'date' | 'attachments'> & {
  date: string;
  attachments: Omit<OutgoingMail['attachments'][number], 'bytes'>[];
};
type StoredSubmission = Omit<DmpSubmission, 'documents' | 'lotSignature'> & { documents: string[] };
type Stored =
  | (Omit<Extract<Payload, { kind: 'dmp' }>, 'submission'> & { submission: StoredSubmission })
  | { kind: 'mail'; mail: StoredMail };

/** The payload of a leg, exactly as it was frozen. */
export async function readPayload(db: Db, leg: Row<'outbox_legs'>): Promise<Payload> {
  const rows = await db.selectFrom('outbox_payloads').selectAll().where('leg_id', '=', leg.id).execute();
  const blob = async (name: string) => getBlob(db, rows.find((r) => r.name === name)!.sha256);
  const stored = JSON.parse(leg.payload) as Stored;
  if (stored.kind === 'mail') {
    const attachments = [];
    for (const [index, a] of stored.mail.attachments.entries())
      attachments.push({ ...a, bytes: await blob(attachmentName(index)) });
    return { kind: 'mail', mail: { ...stored.mail, date: new Date(stored.mail.date), attachments } };
  }
  const documents: Record<string, Uint8Array> = {};
  for (const id of stored.submission.documents) documents[id] = await blob(documentName(id));
  return { ...stored, submission: { ...stored.submission, documents, lotSignature: await blob(LOT) } };
}
