import { createHash } from 'node:crypto';
import { systems } from '../../shared/codes';
import type { DmpDocument } from '../../shared/contract/dmp';
import { displayName } from '../../shared/identity/patient';
import { patientOf } from '../patients/row';
import { getBlob, type Row, type Tx } from '../store/store';
import type { DocumentEntry } from '../xds/model';

/**
 * The documents that a patient's DMP lists, latest first, each with where it stands here. One that is here is
 * remembered as seen there (E-REC-07). The registry's answer is never filtered again by patient (EX_3.1-1055).
 */
export async function shelfOf(
  tx: Tx,
  at: string,
  patientId: string,
  entries: readonly DocumentEntry[],
): Promise<DmpDocument[]> {
  const documents: DmpDocument[] = [];
  for (const entry of entries) {
    const copies = await tx
      .selectFrom('documents')
      .select(['id', 'patient_id', 'sha256'])
      .where('unique_id', '=', entry.uniqueId)
      .execute();
    const copy = copies.find((c) => c.patient_id === patientId) ?? copies[0];
    documents.push({ ...described(entry), ...(await standingOf(tx, patientId, entry, copy)) });
    if (copy) await see(tx, at, patientId, copy.id);
  }
  return documents.sort((a, b) => (b.date ?? '').localeCompare(a.date ?? ''));
}

async function standingOf(
  tx: Tx,
  patientId: string,
  entry: DocumentEntry,
  copy: Pick<Row<'documents'>, 'id' | 'patient_id' | 'sha256'> | undefined,
): Promise<Pick<DmpDocument, 'standing' | 'documentId' | 'elsewhere'>> {
  if (!copy) return { standing: 'absent', documentId: null, elsewhere: null };
  if (!(await sameBytes(tx, copy.sha256, entry)))
    return { standing: 'differs', documentId: copy.id, elsewhere: null };
  if (copy.patient_id === null) return { standing: 'waiting', documentId: copy.id, elsewhere: null };
  if (copy.patient_id === patientId) return { standing: 'in-record', documentId: copy.id, elsewhere: null };
  const other = await tx
    .selectFrom('patients')
    .selectAll()
    .where('id', '=', copy.patient_id)
    .executeTakeFirstOrThrow();
  return { standing: 'elsewhere', documentId: copy.id, elsewhere: displayName(patientOf(other)) };
}

/** An id alone does not make two documents one: the registry's SHA-1 is asked, where it gives one. */
async function sameBytes(tx: Tx, sha256: string, entry: DocumentEntry): Promise<boolean> {
  if (!entry.hash) return true;
  const bytes = await getBlob(tx, sha256);
  return createHash('sha1').update(bytes).digest('hex') === entry.hash.toLowerCase();
}

async function see(tx: Tx, at: string, patientId: string, documentId: string): Promise<void> {
  await tx
    .insertInto('dmp_sightings')
    .values({ document_id: documentId, patient_id: patientId, seen_at: at })
    .onConflict((c) => c.columns(['document_id', 'patient_id']).doUpdateSet({ seen_at: at }))
    .execute();
}

type Described = Omit<DmpDocument, 'standing' | 'documentId' | 'elsewhere'>;

const described = (e: DocumentEntry): Described => ({
  uniqueId: e.uniqueId,
  title: e.title.trim() || e.typeCode.label || 'Document sans titre',
  type: e.typeCode.label ?? e.classCode.label ?? e.typeCode.code ?? '',
  date: isoOf(e.serviceStartTime ?? e.creationTime),
  author: [...new Set(e.authors.flatMap((a) => [personName(a.person), firstPart(a.institution)]))]
    .filter(Boolean)
    .join(', '),
  size: e.size,
  masks: e.confidentialityCodes
    .filter((c) => c.system === systems.confidentialityDmp)
    .map((c) => c.label ?? c.code ?? 'masqué'),
});

const firstPart = (wire: string | null): string => unescaped((wire ?? '').split('^')[0] ?? '');

/** XCN: id, family name, given name. */
function personName(xcn: string | null): string {
  const [, family = '', given = ''] = (xcn ?? '').split('^');
  return [given, family].map(unescaped).filter(Boolean).join(' ');
}

const SIGNS: Record<string, string> = { S: '^', T: '&', F: '|', R: '~', E: '\\' };
const unescaped = (part: string): string =>
  part.replace(/\\([STFRE])\\/g, (all, sign: string) => SIGNS[sign] ?? all).trim();

/** DTM in UTC → ISO; a day stays a day. Null for what is no time. */
function isoOf(dtm: string | null): string | null {
  const [, y, m = '01', d = '01', h, min = '00', s = '00'] =
    /^(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?/.exec(dtm ?? '') ?? [];
  if (!y) return null;
  return h === undefined ? `${y}-${m}-${d}` : `${y}-${m}-${d}T${h}:${min}:${s}Z`;
}
