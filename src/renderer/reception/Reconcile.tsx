import { useState } from 'react';
import type { InboxItem } from '../../shared/contract/inbox';
import { displayName } from '../../shared/identity/patient';
import { ActionButton } from '../parts/ActionButton';
import { PatientSearch } from '../patient/PatientSearch';
import { useItem } from '../state/item';
import { Candidates } from './Candidates';
import { Comparison } from './Comparison';
import { InsCheckLine } from './InsCheckLine';

/** Whose is it? Candidates side by side with what was received; choose one, search another, or create. Nothing is filled here. */
export function Reconcile({ item }: { item: InboxItem }) {
  const choosing = useItem((s) => s.choosing);
  const { row, match } = item;
  const { candidates, sentence } = match;
  // By person, not by place: a list that moves must not put somebody else under the key.
  const [compared, setCompared] = useState<string | null>(null);
  const candidate = candidates.find((c) => c.patient.id === compared) ?? candidates[0];
  const { file, createPatient, choose } = useItem.getState();
  return (
    <section className="identity uncertain" aria-label="Rapprochement d’identité">
      <p className="identity-sentence">
        <b>{choosing ? 'Choisir un autre patient.' : sentence}</b>
        {candidate && !choosing && ` ${candidate.reason}`}
      </p>
      <InsCheckLine row={row} />
      {candidates.length > 1 && candidate && (
        <Candidates candidates={candidates} on={candidate.patient.id} onCompare={setCompared} />
      )}
      {candidate && <Comparison lines={candidate.comparison} known={displayName(candidate.patient)} />}
      <div className="identity-acts">
        {candidate && (
          <ActionButton shortcut="fileCandidate" onAct={() => void file(row, candidate.patient.id)}>
            Classer chez {displayName(candidate.patient)}
          </ActionButton>
        )}
        {item.document && (
          <ActionButton shortcut="createPatient" onAct={() => void createPatient(row)}>
            Créer le patient ({row.insCheck?.state === 'ok' ? 'INS récupérée' : 'identité provisoire'})
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
          onChoose={(id) => void file(row, id)}
          onEscape={() => choose(false)}
        />
      )}
    </section>
  );
}
