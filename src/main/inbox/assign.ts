import type { PersonOfPractice } from '../../shared/contract/status';
import type { Failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import type { Act } from '../journal/act';
import { append } from '../journal/journal';
import { signed } from '../patients/repository';
import type { Row, Store, Tx } from '../store/store';
import { inboxFailure } from './failure';
import { type Gesture, type Undoable, undoable } from './file';
import { findItem } from './open';
import { type Moved, type Place, place, placeOf } from './place';

/** Gives an item to a person of the practice (null: to the practice). Where it is filed does not change. */
export function assignItem(
  store: Store,
  act: Act,
  gesture: Gesture & { personId: string | null },
  people: readonly PersonOfPractice[],
): Promise<Result<Undoable, Failure>> {
  const person = people.find((p) => p.id === gesture.personId);
  if (gesture.personId !== null && !person) return Promise.resolve(err(inboxFailure('inbox-person-unknown')));
  return store.write(async (tx) => {
    const item = await shown(tx, gesture);
    if (!item.ok) return item;
    const moved = await moveAlone(tx, item.value, { addressee: gesture.personId });
    await append(tx, {
      ...signed(act),
      action: 'inbox.assigned',
      patientId: item.value.patient_id,
      subject: item.value.id,
      outcome: gesture.personId,
    });
    const sentence = person ? `Confié à ${person.name}.` : 'Rendu à tout le cabinet.';
    return ok(await undoable(tx, act, moved, sentence));
  });
}

/** What cannot be read and needs nothing more leaves the list of what waits; the message and its bytes stay. */
export function setAsideItem(store: Store, act: Act, gesture: Gesture): Promise<Result<Undoable, Failure>> {
  return store.write(async (tx) => {
    const item = await shown(tx, gesture);
    if (!item.ok) return item;
    if (item.value.state !== 'unreadable') return err(inboxFailure('inbox-readable'));
    const moved = await moveAlone(tx, item.value, { acknowledged: 1 });
    await append(tx, { ...signed(act), action: 'inbox.set-aside', subject: item.value.id });
    const sentence = 'Traité\u202f: le message reste parmi les classés.';
    return ok(await undoable(tx, act, moved, sentence));
  });
}

async function shown(tx: Tx, gesture: Gesture): Promise<Result<Row<'inbox_items'>, Failure>> {
  const item = await findItem(tx, gesture.itemId);
  if (item.ok && item.value.revision !== gesture.revision) return err(inboxFailure('inbox-stale'));
  return item;
}

/** Moves one line, and answers how it stood for the undo. */
async function moveAlone(tx: Tx, item: Row<'inbox_items'>, change: Partial<Place>): Promise<Moved[]> {
  const before = { ...placeOf(item), addressee: item.addressee };
  const after = { ...before, ...change };
  await place(tx, item, after);
  return [{ itemId: item.id, before, after }];
}
