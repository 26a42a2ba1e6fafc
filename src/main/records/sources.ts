import type { Source } from '../../shared/contract/thread';
import type { Db } from '../store/store';

/** Every way a document came by, oldest first: messages that carried it, and the DMP where it was listed (E-REC-07). */
export async function sourcesOf(db: Db, documentId: string): Promise<Source[]> {
  const messages = await db
    .selectFrom('document_sources')
    .innerJoin('messages', 'messages.id', 'document_sources.message_id')
    .select(['messages.channel', 'messages.received_at', 'messages.from_name', 'messages.from_address'])
    .where('document_sources.document_id', '=', documentId)
    .execute();
  const sightings = await db
    .selectFrom('dmp_sightings')
    .select('seen_at')
    .where('document_id', '=', documentId)
    .execute();
  const sources: Source[] = [
    ...messages.map(
      (m): Source => ({
        channel: m.channel,
        how: 'received',
        at: m.received_at,
        from: m.from_name || m.from_address,
      }),
    ),
    ...sightings.map((s): Source => ({ channel: 'dmp', how: 'seen', at: s.seen_at, from: '' })),
  ];
  return sources.sort((a, b) => a.at.localeCompare(b.at));
}
