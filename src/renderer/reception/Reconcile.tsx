import { useState } from 'react';
import type { InboxItem } from '../../shared/contract/inbox';
import { displayName } from '../../shared/identity/patient';
import { frenchDate } from '../format/dates';
import { sexWords } from '../format/identity';
import { ActionButton } from '../parts/ActionButton';
import { PatientSearch } from '../patient/PatientSearch';
import { useItem } from '../state/item';
import { Comparison } from './Comparison';

/** Whose is it? Candidates side by side with what was received; choose one, search another, or create. Nothing is filled here. */
export function Reconcile({ item }: { item: InboxItem }) {
  const choosing = useItem((s) => s.choosing);
  const { candidates, sentence } = item.match;
  const [at, setAt] = useState(0);
  const candidate = candidates[at];
  const { file, createPatient, choose } = useItem.getState();
  return (
    <section className="identity uncertain" aria-label="Rapprochement d’identité">
      <p className="identity-sentence">
        <b>{choosing ? 'Choisir un autre patient.' : sentence}</b>
        {candidate && !choosing && ` ${candidate.reason}`}
      </p>
      {candidates.length > 1 && (
        <fieldset className="candidates">
          <legend className="unseen">Dossiers possibles</legend>
          {candidates.map((c, i) => (
            <button
              type="button"
              key={c.patient.id}
              className={`btn quiet ${i === at ? 'on' : ''}`}
              aria-pressed={i === at}
              onClick={() => setAt(i)}
            >
              {displayName(c.patient)}{' '}
              <span className="muted">
                {frenchDate(c.patient.traits.birthDate)} · {sexWords[c.patient.traits.sex]}
              </span>
            </button>
          ))}
        </fieldset>
      )}
      {candidate && <Comparison lines={candidate.comparison} known={displayName(candidate.patient)} />}
      <div className="identity-acts">
        {candidate && (
          <ActionButton onAct={() => void file(item.row, candidate.patient.id)}>
            Classer chez {displayName(candidate.patient)}
          </ActionButton>
        )}
        {item.document && (
          <ActionButton onAct={() => void createPatient(item.row)}>
            Créer le patient (identité provisoire)
          </ActionButton>
        )}
        {choosing && (
          <ActionButton quiet onAct={() => choose(false)}>
            Renoncer <kbd>Échap</kbd>
          </ActionButton>
        )}
      </div>
      {choosing && (
        <PatientSearch
          label="Classer sous un patient du cabinet"
          onChoose={(id) => void file(item.row, id)}
          onEscape={() => choose(false)}
        />
      )}
    </section>
  );
}
