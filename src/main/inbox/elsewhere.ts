import type { Db, Row } from '../store/store';

type Copy = Pick<Row<'mail_copies'>, 'flags' | 'ours' | 'place' | 'folder'>;

/** What other mail clients did to the message, as short French phrases; none when its copies are as they came. */
export async function doneElsewhere(db: Db, messageId: string): Promise<string[]> {
  const copies = await db
    .selectFrom('mail_copies')
    .select(['flags', 'ours', 'place', 'folder'])
    .where('message_id', '=', messageId)
    .execute();
  return elsewhereWords(copies);
}

/** A message delivered twice has two copies: it is still in the inbox as long as one of them is. */
export function elsewhereWords(copies: readonly Copy[]): string[] {
  if (copies.length === 0) return [];
  const inbox = copies.filter((c) => c.place === 'inbox');
  const has = (flag: string) => copies.some((c) => c.flags.includes(flag));
  const words: string[] = [];
  if (copies.some((c) => c.flags.includes('\\Seen') && c.ours === 0))
    words.push('lu dans une autre messagerie');
  if (has('\\Answered')) words.push('répondu dans une autre messagerie');
  if (has('\\Flagged')) words.push('marqué d’un drapeau');
  if (inbox.length > 0) {
    if (inbox.every((c) => c.flags.includes('\\Deleted'))) words.push('marqué à supprimer dans la boîte');
    return words;
  }
  const place = (name: Copy['place']) => copies.find((c) => c.place === name);
  const moved = place('moved');
  const trash = place('trash');
  if (moved) words.push(`déplacé vers «\u202f${moved.folder}\u202f»`);
  else if (trash) words.push('mis à la corbeille de la boîte');
  else words.push(place('left') ? 'sorti de la boîte de réception' : 'supprimé de la boîte');
  return words;
}
