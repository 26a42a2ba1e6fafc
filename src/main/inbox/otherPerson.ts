import type { Warning } from '../../shared/documents/clinicalDocument';
import { displayName } from '../../shared/identity/patient';
import { patientOf } from '../patients/row';
import type { ThreadMember } from '../records/versions';
import type { Row, Tx } from '../store/store';

/** A sender that gives one set to more people than this uses it for everybody: it says nothing of versions. */
const MOST_PERSONS = 3;

type Item = Row<'inbox_items'>;

/**
 * Versions of a document that name somebody else: its laboratory may have corrected the patient. Those it replaces
 * or that replace it by id, and the nearest ones of its set.
 */
export async function otherPersons(
  tx: Tx,
  members: readonly ThreadMember[],
  documentId: string,
): Promise<string[]> {
  const own = members.find((m) => m.id === documentId)!;
  const tied = members.filter(
    (m) =>
      m.person !== own.person &&
      ((own.uniqueId !== null && m.replaces.includes(own.uniqueId)) ||
        (m.uniqueId !== null && own.replaces.includes(m.uniqueId))),
  );
  return [...new Set([...tied.map((m) => m.id), ...(await nearInSet(tx, members, own))])];
}

async function nearInSet(tx: Tx, members: readonly ThreadMember[], own: ThreadMember): Promise<string[]> {
  if (own.setId === null || own.version === null) return [];
  const persons = members.filter((m) => m.person === own.person).map((m) => m.id);
  const others = await tx
    .selectFrom('documents')
    .select(['id', 'version', 'person_ins', 'person_traits'])
    .where('set_id', '=', own.setId)
    .where('id', 'not in', persons)
    .where('version', '!=', own.version)
    .limit(100)
    .execute();
  if (new Set(others.map((o) => o.person_ins ?? o.person_traits)).size > MOST_PERSONS) return [];
  const gap = (v: number | null) => Math.abs((v ?? 0) - own.version!);
  const nearest = Math.min(...others.map((o) => gap(o.version)));
  return others.filter((o) => gap(o.version) === nearest).map((o) => o.id);
}

const NEWER = 'Un autre document du même compte rendu est au nom d’une autre personne';
const CHECK = 'le laboratoire a peut-être corrigé le patient. Comparez les deux avant de classer.';

/** What the newcomer says of the other: where the other stands decides the words. */
export async function newcomerWarning(tx: Tx, other: Item): Promise<Warning> {
  const name = await recordName(tx, other);
  return {
    code: 'version-of-another',
    message: name
      ? `Le compte rendu précédent était au dossier de ${name}\u202f: ${CHECK}`
      : `${NEWER} (${other.patient_name})\u202f: ${CHECK}`,
  };
}

/** What the former one says of the newcomer. */
export const formerWarning = (newcomer: Pick<Item, 'patient_name'>): Warning => ({
  code: 'version-of-another',
  message: `Une autre version de ce compte rendu est arrivée au nom de ${newcomer.patient_name || 'personne'}\u202f: vérifiez que celui-ci a sa place dans ce dossier.`,
});

async function recordName(tx: Tx, item: Item): Promise<string | null> {
  if (item.patient_id === null) return null;
  const row = await tx
    .selectFrom('patients')
    .selectAll()
    .where('id', '=', item.patient_id)
    .executeTakeFirst();
  return row ? displayName(patientOf(row)) : null;
}

/** Adds a warning to a line that was already there, and brings it back to be looked at. */
export async function warnAgain(tx: Tx, itemId: string, warning: Warning): Promise<void> {
  const item = await tx
    .selectFrom('inbox_items')
    .selectAll()
    .where('id', '=', itemId)
    .executeTakeFirstOrThrow();
  const warnings = JSON.parse(item.warnings) as Warning[];
  if (warnings.some((w) => w.message === warning.message)) return;
  await tx
    .updateTable('inbox_items')
    .set({
      warnings: JSON.stringify([...warnings, warning]),
      verdict: item.verdict === 'certain' ? 'proposed' : item.verdict,
      acknowledged: 0,
      is_read: 0,
      revision: item.revision + 1,
    })
    .where('id', '=', item.id)
    .execute();
}
