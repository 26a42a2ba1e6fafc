import type { Act } from '../journal/act';
import { fileDocument, sameHead, settleThread } from '../records/versions';
import type { Row, Tx } from '../store/store';
import { linesOf, settleLines } from './lines';

type Item = Row<'inbox_items'>;

/** Where a line stands. */
export interface Place {
  state: Item['state'];
  patientId: string | null;
  acknowledged: number;
  autoFiled: number;
  /** Whom it is for; absent: that does not change. */
  addressee?: string | null;
}

/** A line that a gesture touched: how it was, and how the gesture left it. */
export interface Moved {
  itemId: string;
  before: Place;
  after: Place;
}

/** What an undo brings back. Gestures of before threads touched one line only. */
export type Before = Place & {
  others?: Moved[];
  /** The record that was emptied by it, and went out of sight. */
  withdrawn?: string | null;
  /** The version that was refused by it. */
  upheldAgainst?: string | null;
};

export const placeOf = (item: Item): Place => ({
  state: item.state,
  patientId: item.patient_id,
  acknowledged: item.acknowledged,
  autoFiled: item.auto_filed,
});

/**
 * Puts a line, its document and its results where they belong, and with it the versions of the same report that go
 * with it: those it stands for, and, out of a record, every one that stands in that record. Answers the line and
 * every other that is not as it was.
 */
export async function placeThread(tx: Tx, act: Act, item: Item, target: Place): Promise<Moved[]> {
  const members = await settleThread(tx, item.document_id!);
  const before = await linesOf(
    tx,
    members.map((m) => m.id),
  );
  const own = members.find((m) => m.id === item.document_id)!;
  const leaves = item.patient_id !== null && item.patient_id !== target.patientId;
  const together = sameHead(members, own.id)
    .filter((m) => m.person === own.person)
    .flatMap((m) => before.get(m.id) ?? [])
    .filter((line) => line.patient_id === item.patient_id && (leaves || line.folded === 1));
  for (const line of [item, ...together.filter((l) => l.id !== item.id)]) await place(tx, line, target);
  await settleLines(tx, act, members);
  return changesOf(tx, item, [...before.values()]);
}

async function changesOf(tx: Tx, item: Item, before: readonly Item[]): Promise<Moved[]> {
  const now = await tx
    .selectFrom('inbox_items')
    .selectAll()
    .where(
      'id',
      'in',
      before.map((b) => b.id),
    )
    .execute();
  const after = new Map(now.map((n) => [n.id, placeOf(n)]));
  const moved = before.map((b): Moved => ({ itemId: b.id, before: placeOf(b), after: after.get(b.id)! }));
  return [
    ...moved.filter((m) => m.itemId === item.id),
    ...moved.filter((m) => m.itemId !== item.id && JSON.stringify(m.before) !== JSON.stringify(m.after)),
  ];
}

/** Puts one line back or elsewhere, and raises its revision. */
export async function place(tx: Tx, item: Item, target: Place): Promise<void> {
  await tx
    .updateTable('inbox_items')
    .set({
      state: target.state,
      patient_id: target.patientId,
      acknowledged: target.acknowledged,
      auto_filed: target.autoFiled,
      ...(target.addressee === undefined ? {} : { addressee: target.addressee }),
      is_read: 1,
      revision: item.revision + 1,
    })
    .where('id', '=', item.id)
    .execute();
  if (item.document_id !== null && item.patient_id !== target.patientId)
    await fileDocument(tx, item.document_id, target.patientId);
}
