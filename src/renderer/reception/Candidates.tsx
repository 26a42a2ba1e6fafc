import type { InboxItem } from '../../shared/contract/inbox';
import { displayName, type Patient } from '../../shared/identity/patient';
import { frenchDate } from '../format/dates';
import { sexWords, statusWords } from '../format/identity';
import { Key } from '../shortcuts/Key';
import { useShortcut } from '../shortcuts/useShortcut';

interface Props {
  candidates: InboxItem['match']['candidates'];
  /** Id of the patient compared. */
  on: string;
  onCompare: (patientId: string) => void;
}

/** Homonyms share name, date and sex: only the rest of their traits tells them apart. */
const placeOf = ({ traits, birthPlaceLabel }: Patient): string =>
  birthPlaceLabel ?? (traits.birthPlace === '99999' ? 'lieu inconnu' : traits.birthPlace);

const keys = ['candidate1', 'candidate2', 'candidate3'] as const;

/** The records that may be meant, one key each: a key compares, it does not file. */
export function Candidates({ candidates, on, onCompare }: Props) {
  const compare = (at: number) => {
    const wanted = candidates[at];
    if (wanted) onCompare(wanted.patient.id);
  };
  useShortcut('candidate1', () => compare(0));
  useShortcut('candidate2', () => compare(1));
  useShortcut('candidate3', () => compare(2), candidates.length > 2);
  return (
    <fieldset className="candidates">
      <legend className="unseen">Dossiers possibles</legend>
      {candidates.map(({ patient }, at) => (
        <button
          type="button"
          key={patient.id}
          className={`btn quiet ${patient.id === on ? 'on' : ''}`}
          aria-pressed={patient.id === on}
          onClick={() => compare(at)}
        >
          <span className="candidate">
            {displayName(patient)}{' '}
            <span className="muted">
              {frenchDate(patient.traits.birthDate)} · {sexWords[patient.traits.sex]}
            </span>
            <span className="tiny candidate-more">
              {patient.traits.firstNames} · {placeOf(patient)} · {statusWords[patient.status]}
            </span>
          </span>
          {keys[at] && <Key of={keys[at]} />}
        </button>
      ))}
    </fieldset>
  );
}
