import type { PatientSummary } from '../../shared/contract/record';
import { ageAt } from '../../shared/identity/age';
import { isValidMatricule } from '../../shared/identity/ins';
import { searchKey } from '../../shared/identity/traits';
import type { Db } from '../store/store';
import { patientOf } from './row';

const MOST = 50;

/**
 * Search of earlier records (ins.md §3.3): a birth date (`14/03/1986`, `1986-03-14`), the beginning of any name
 * in any order, or a matricule of 15 characters whose key holds. Hyphens, apostrophes, accents and case do not count;
 * birth and used names are one field, and so are all given names. An empty query gives the last records used.
 */
export async function searchPatients(db: Db, query: string, today: Date): Promise<PatientSummary[]> {
  const { date, matricule, words } = partsOf(query);
  let rows = db
    .selectFrom('patients')
    .selectAll()
    .where('withdrawn_at', 'is', null)
    .orderBy('last_activity_at', 'desc')
    .orderBy('birth_name_key')
    .limit(MOST);
  if (matricule !== null) {
    if (!isValidMatricule(matricule)) return [];
    rows = rows.where((e) =>
      e.or([
        e('ins_value', '=', matricule),
        e('id', 'in', e.selectFrom('ins_history').select('patient_id').where('value', '=', matricule)),
      ]),
    );
  }
  if (date !== null) rows = rows.where('birth_date', '=', date);
  for (const word of words) rows = rows.where('search_words', 'like', `% ${word}%`);
  return (await rows.execute()).map((row) => ({
    patient: patientOf(row),
    age: ageAt(row.birth_date, today),
    lastActivity: row.last_activity_at,
  }));
}

function partsOf(query: string) {
  let date: string | null = null;
  const matricule: string | null = null;
  const words: string[] = [];
  const compact = query.replace(/[\s\u00a0\u202f]/g, '').toUpperCase();
  if (/^[1-9]\d{4}[0-9AB]{8,}$/.test(compact)) return { date, matricule: compact, words };
  for (const part of query.split(/[\s\u00a0\u202f]+/)) {
    const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(part);
    if (french) date = `${french[3]}-${french[2]!.padStart(2, '0')}-${french[1]!.padStart(2, '0')}`;
    else if (/^\d{4}-\d{2}-\d{2}$/.test(part)) date = part;
    else if (searchKey(part)) words.push(searchKey(part));
  }
  return { date, matricule, words };
}
