import type { InboxRow } from '../../shared/contract/inbox';
import type { DocumentKind } from '../../shared/documents/kinds';
import { ageAt } from '../../shared/identity/age';
import { displayName } from '../../shared/identity/patient';
import { patientOf } from '../patients/row';
import type { Db, Row } from '../store/store';
import { insChecksOf } from './verifyItem';

/** Rows as the screen shows them: the record's name once filed. */
export async function rowsOf(db: Db, items: readonly Row<'inbox_items'>[], today: Date): Promise<InboxRow[]> {
  const ids = [...new Set(items.flatMap((i) => (i.patient_id === null ? [] : [i.patient_id])))];
  const patients =
    ids.length === 0 ? [] : await db.selectFrom('patients').selectAll().where('id', 'in', ids).execute();
  const byId = new Map(patients.map((p) => [p.id, patientOf(p)]));
  const checks = await insChecksOf(db, items);
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
      versions: item.versions,
      superseded: item.superseded === 1,
      documentDate: item.document_date,
      addressee: item.addressee,
      author: item.author,
      act: item.act,
      performer: item.performer,
      encounter: item.encounter,
      insCheck: checks.get(item.ins_verification ?? '') ?? null,
    };
  });
}
