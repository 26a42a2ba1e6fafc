import type { Act } from '../journal/act';
import { append } from '../journal/journal';
import { signed } from '../patients/repository';
import { threadOf } from '../records/versions';
import type { Tx } from '../store/store';
import { linesOf } from './lines';
import { warnAgain } from './otherPerson';
import type { ReadMessage } from './port';

/** There is no recall in MSSanté: a sender who was wrong writes a mail that asks to discard (xdm-mss.md §3). No form of it is laid down. */
const ASKS =
  /\bannul|tenir compte|(?:supprimer|détruire|écarter|effacer)\b|par erreur|erreur (?:de |d[’'])(?:identité|identito|patient|destinataire|envoi|adressage)/iu;
const READ = 4_000;

export const asksToDiscard = (read: Pick<ReadMessage, 'subject' | 'text' | 'documents'>): boolean =>
  read.documents.length === 0 && ASKS.test(`${read.subject} ${read.text.slice(0, READ)}`);

/**
 * Brings back to the worklist, with the request in view, the documents of the messages that such a mail answers to –
 * by the same sender only. Nothing is taken out of a record by a mail: a person decides. Answers how many lines.
 */
export async function bringRequestBack(
  tx: Tx,
  act: Act,
  read: Pick<ReadMessage, 'answers' | 'fromAddress' | 'subject'>,
): Promise<number> {
  const answers = (read.answers ?? []).slice(0, 50);
  if (answers.length === 0 || read.fromAddress === '') return 0;
  const documents = await tx
    .selectFrom('messages')
    .innerJoin('document_sources', 'document_sources.message_id', 'messages.id')
    .select(['document_sources.document_id', 'messages.from_address'])
    .where('messages.message_id', 'in', answers)
    .execute();
  const own = documents.filter((d) => d.from_address.toLowerCase() === read.fromAddress.toLowerCase());
  const lines = new Set<string>();
  for (const { document_id } of own) {
    const member = (await threadOf(tx, document_id)).find((m) => m.id === document_id)!;
    // What stands in sight for it, when a newer version came since.
    const found = await linesOf(tx, [document_id, member.head]);
    const line = found.get(document_id)?.folded === 1 ? found.get(member.head) : found.get(document_id);
    if (line) lines.add(line.id);
  }
  for (const id of lines) {
    await warnAgain(tx, id, {
      code: 'sender-withdraws',
      message: `L’expéditeur demande d’écarter ce document (message «\u00a0${read.subject.slice(0, 100)}\u00a0»)\u202f: déclassez-le, ou classez-le de nouveau s’il est bien de ce patient.`,
    });
    await append(tx, { ...signed(act), action: 'inbox.withdrawal-asked', subject: id });
  }
  return lines.size;
}
