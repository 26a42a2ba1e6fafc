import type { Selected } from './session';
import { inSet, type Token, text } from './syntax';

/** The messages a set stands for, as `{place, uid}` with the place from 1; null when the set is malformed. */
export function range(
  view: Selected,
  set: Token | undefined,
  byUid: boolean,
): { place: number; uid: number }[] | null {
  const last = byUid ? (view.uids.at(-1) ?? 0) : view.uids.length;
  const wanted = inSet(text(set) ?? '', last);
  if (!wanted) return null;
  return view.uids
    .map((uid, i) => ({ place: i + 1, uid }))
    .filter(({ place, uid }) => wanted(byUid ? uid : place) && view.folder.get(uid) !== undefined);
}
