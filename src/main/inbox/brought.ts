import type { Brought } from '../../shared/contract/dmp';
import type { Failure } from '../../shared/failure';
import { ok, type Result } from '../../shared/result';
import type { Act } from '../journal/act';
import type { Store } from '../store/store';
import { fileItem } from './file';
import type { Received } from './intake';

/**
 * What became of bytes that a person asked from the DMP of this patient. What filed itself in that very record is
 * acknowledged by the same gesture: it was asked for by its title. Everything else waits in the worklist.
 */
export async function settleBrought(
  store: Store,
  act: Act,
  patientId: string,
  received: Received,
): Promise<Result<Brought, Failure>> {
  const source = await store.db
    .selectFrom('document_sources')
    .innerJoin('documents', 'documents.id', 'document_sources.document_id')
    .leftJoin('inbox_items', 'inbox_items.document_id', 'documents.id')
    .select(['documents.id', 'documents.patient_id', 'inbox_items.id as item', 'inbox_items.revision'])
    .select(['inbox_items.acknowledged', 'inbox_items.message_id', 'inbox_items.folded'])
    .where('document_sources.message_id', '=', received.messageId)
    .executeTakeFirst();
  const told = (standing: Brought['standing'], sentence: string, undo: string | null = null) =>
    ok({ standing, documentId: source?.id ?? null, sentence, undo });
  if (!source)
    return told('unreadable', 'Rapporté du DMP, mais illisible\u202f: il attend dans « Illisibles ».');
  if (source.patient_id !== null && source.patient_id !== patientId)
    return told(
      'already',
      'Ce document est déjà classé, dans un autre dossier\u202f: comparez les identités.',
    );
  if (source.patient_id === null)
    return told(
      'to-file',
      'Rapporté du DMP\u202f: le patient n’est pas certain, il attend dans la réception.',
    );
  // A copy that came otherwise is acknowledged by whoever reads it there.
  const own = source.message_id === received.messageId && source.acknowledged === 0 && source.folded === 0;
  if (!own || source.item === null || source.revision === null)
    return told('already', 'Ce document est déjà dans ce dossier.');
  const filed = await fileItem(store, act, { itemId: source.item, revision: source.revision, patientId });
  if (!filed.ok) return filed;
  return told('filed', 'Rapporté du DMP et classé dans ce dossier.', filed.value.undo);
}
