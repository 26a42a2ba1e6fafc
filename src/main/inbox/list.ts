import type { InboxList, InboxQuery, InboxRow } from '../../shared/contract/inbox';
import type { DocumentKind } from '../../shared/documents/kinds';
import { ageAt } from '../../shared/identity/age';
import { displayName } from '../../shared/identity/patient';
import { lastSequence } from '../journal/journal';
import { patientOf } from '../patients/row';
import type { Db, Row, Store } from '../store/store';

/** More than a morning's post; the screen scrolls it virtually, and the search reaches the rest. */
const MOST = 2_000;
const FOUND = 5_000;

const sorting = {
  date: ['received_at'],
  patient: ['patient_name', 'received_at'],
  kind: ['kind', 'received_at'],
  sender: ['sender', 'received_at'],
} as const;

/** The worklist (E-REC-01, E-REC-02). « À classer » holds what waits for a person, and what was filed by itself and not yet acknowledged. */
export async function listInbox(store: Store, query: InboxQuery, today: Date): Promise<InboxList> {
  const { db } = store;
  let rows = inState(db, query.state).selectAll();
  if (query.kind !== null) rows = rows.where('kind', '=', query.kind);
  if (query.abnormalOnly) rows = rows.where('abnormal', '>', 0);
  if (query.text.trim()) {
    const found = await store.search.find('item', query.text, FOUND);
    rows = rows.where('id', 'in', found.length === 0 ? [''] : found);
  }
  for (const column of sorting[query.sort]) {
    // A second key keeps the most recent first.
    const down = column === 'received_at' && query.sort !== 'date' ? true : query.descending;
    rows = rows.orderBy(column, down ? 'desc' : 'asc');
  }
  const items = await rows.orderBy('id').limit(MOST).execute();
  return {
    revision: await lastSequence(db),
    counts: await countsOf(db),
    rows: await rowsOf(db, items, today),
  };
}

function inState(db: Db, state: InboxQuery['state']) {
  const items = db.selectFrom('inbox_items');
  if (state === 'unreadable') return items.where('state', '=', 'unreadable');
  if (state === 'filed') return items.where('state', '=', 'filed').where('acknowledged', '=', 1);
  return items.where('state', 'in', ['to-file', 'filed']).where('acknowledged', '=', 0);
}

async function countsOf(db: Db): Promise<InboxList['counts']> {
  const waiting = await inState(db, 'to-file').select(['kind', 'abnormal', 'verdict', 'state']).execute();
  const unreadable = await inState(db, 'unreadable').select('id').execute();
  const byKind: Record<string, number> = {};
  for (const { kind } of waiting) byKind[kind] = (byKind[kind] ?? 0) + 1;
  return {
    toFile: waiting.length,
    abnormal: waiting.filter((w) => w.abnormal > 0).length,
    toReconcile: waiting.filter((w) => w.state === 'to-file' && w.verdict !== 'certain').length,
    unreadable: unreadable.length,
    byKind,
  };
}

/** Rows as the screen shows them: the record's name once filed. */
export async function rowsOf(db: Db, items: readonly Row<'inbox_items'>[], today: Date): Promise<InboxRow[]> {
  const ids = [...new Set(items.flatMap((i) => (i.patient_id === null ? [] : [i.patient_id])))];
  const patients =
    ids.length === 0 ? [] : await db.selectFrom('patients').selectAll().where('id', 'in', ids).execute();
  const byId = new Map(patients.map((p) => [p.id, patientOf(p)]));
  return items.map((item) => {
    const patient = item.patient_id === null ? undefined : byId.get(item.patient_id);
    const birthDate = patient?.traits.birthDate ?? item.birth_date;
    return {
      id: item.id,
      revision: item.revision,
      // What was filed by itself still waits for a person: `patientId` says that it stands in the record already.
      state: item.state === 'filed' && item.acknowledged === 0 ? 'to-file' : item.state,
      read: item.is_read === 1,
      receivedAt: item.received_at,
      kind: item.kind as DocumentKind,
      level: item.level as InboxRow['level'],
      title: item.title,
      summary: item.summary,
      sender: item.sender,
      patientName: patient ? displayName(patient) : item.patient_name,
      patientAge: birthDate === null ? '' : ageAt(birthDate, today),
      patientId: item.patient_id,
      verdict: item.verdict,
      abnormal: item.abnormal,
      critical: item.critical,
      commented: item.commented === 1,
      correction: item.correction as InboxRow['correction'],
      version: item.version,
      documentDate: item.document_date,
    };
  });
}
