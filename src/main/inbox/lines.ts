import { sql } from 'kysely';
import type { Act } from '../journal/act';
import { append } from '../journal/journal';
import { signed } from '../patients/repository';
import { compareVersions } from '../records/thread';
import { sameHead, type ThreadMember } from '../records/versions';
import type { Row, Tx } from '../store/store';

type Item = Row<'inbox_items'>;

/** Lines of the worklist, by their document. */
export async function linesOf(tx: Tx, documentIds: readonly string[]): Promise<Map<string, Item>> {
  const rows = await tx
    .selectFrom('inbox_items')
    .selectAll()
    .where('document_id', 'in', documentIds)
    .execute();
  return new Map(rows.map((r) => [r.document_id!, r]));
}

/**
 * Puts the lines of a thread in step with it: the newest version stands for those it replaces, and what changed
 * under an acknowledged line brings it back. A line is hidden only where the newer one surely speaks of the same
 * person and nothing of it is left to do: a version filed elsewhere, or still to be filed beside a filed one,
 * keeps its own line. `members` as {@link settleThread} left them: filing changes nothing of who replaces whom.
 */
export async function settleLines(tx: Tx, act: Act, members: readonly ThreadMember[]): Promise<void> {
  // A document alone has a line of its own from the start.
  if (members.length === 1) return;
  const lines = await linesOf(
    tx,
    members.map((m) => m.id),
  );
  for (const m of members) {
    const item = lines.get(m.id);
    if (!item) continue;
    const head = members.find((h) => h.id === m.head)!;
    const standing = lines.get(head.id);
    const superseded = head.id === m.id ? 0 : 1;
    const folded = superseded === 1 && standing && standsFor(head, standing, m, item) ? 1 : 0;
    const versions = sameHead(members, m.id).filter((v) => v.person === m.person).length;
    const correction =
      m.row.cancelled === 1 ? 'cancelled' : ((await afterPartial(tx, m, members, lines)) ?? item.correction);
    const moved = folded !== item.folded || superseded !== item.superseded;
    if (!moved && versions === item.versions && correction === item.correction) continue;
    const acknowledged = acknowledgedNow(item, standing, folded, superseded);
    const again = acknowledged === 0 && item.acknowledged === 1;
    await tx
      .updateTable('inbox_items')
      .set({
        superseded,
        folded,
        versions,
        correction,
        acknowledged,
        is_read: again ? 0 : item.is_read,
        revision: moved ? item.revision + 1 : item.revision,
      })
      .where('id', '=', item.id)
      .execute();
    if (again)
      await append(tx, {
        ...signed(act),
        action: 'inbox.reopened',
        patientId: item.patient_id,
        subject: item.id,
      });
  }
}

/** A version that only adds to a partial report, or makes it final, corrects nothing. */
async function afterPartial(
  tx: Tx,
  m: ThreadMember,
  members: readonly ThreadMember[],
  lines: ReadonlyMap<string, Item>,
): Promise<'partial' | 'completed' | null> {
  const older = members
    .filter((o) => o.person === m.person && o.id !== m.id && compareVersions(o, m) < 0)
    .sort(compareVersions)
    .at(-1);
  if (older === undefined || lines.get(older.id)?.correction !== 'partial') return null;
  const changed = await tx
    .selectFrom('result_changes')
    .select('id')
    .where('former_id', '=', older.id)
    .where('document_id', '=', m.id)
    .where('change', 'not in', ['added', 'status'])
    .executeTakeFirst();
  if (changed !== undefined) return null;
  const { completeness } = await tx
    .selectFrom('documents')
    .select(sql<string | null>`json_extract(model, '$.completeness')`.as('completeness'))
    .where('id', '=', m.id)
    .executeTakeFirstOrThrow();
  return completeness === 'partial' ? 'partial' : 'completed';
}

function standsFor(head: ThreadMember, line: Item, older: ThreadMember, item: Item): boolean {
  if (head.person !== older.person) return false;
  return item.patient_id === line.patient_id || line.patient_id === null;
}

/** A version that comes after its successor was dealt with asks nothing; one that is replaced in sight of a person asks again. */
function acknowledgedNow(item: Item, standing: Item | undefined, folded: number, superseded: number): number {
  if (item.state !== 'filed') return 0;
  if (folded === 1) return standing?.acknowledged === 1 ? 1 : item.acknowledged;
  return superseded === 1 ? 0 : item.acknowledged;
}
