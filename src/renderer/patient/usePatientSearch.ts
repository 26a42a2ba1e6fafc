import { useEffect, useState } from 'react';
import type { PatientSummary } from '../../shared/contract/record';
import { call } from '../bridge/bridge';

/** Letters from which a search is asked. */
export const ENOUGH = 3;
/** A pause in typing, in milliseconds. */
const PAUSE = 120;

export interface PatientSearch {
  readonly found: readonly PatientSummary[];
  /** What to say when nothing is listed. */
  readonly remark: string | null;
}

/** Patients whose names begin like this, asked after a short pause; an answer to an older text is dropped. */
export function usePatientSearch(text: string): PatientSearch {
  const [search, setSearch] = useState<PatientSearch>({ found: [], remark: null });
  const query = text.trim();
  useEffect(() => {
    if (query.length < ENOUGH) {
      setSearch({ found: [], remark: query ? 'Trois lettres suffisent.' : null });
      return;
    }
    let current = true;
    const timer = setTimeout(async () => {
      const answer = await call('patients.search', { query });
      if (!current) return;
      if (!answer.ok) setSearch({ found: [], remark: `${answer.error.message} ${answer.error.action}` });
      else
        setSearch({
          found: answer.value,
          remark: answer.value.length ? null : 'Aucun patient de ce nom dans le cabinet.',
        });
    }, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [query]);
  return search;
}
