import { useState } from 'react';
import type { PatientRecord } from '../../shared/contract/record';
import { evidences, insText, statusTone, statusWords } from '../format/identity';
import { ActionButton } from '../parts/ActionButton';
import { Chip } from '../parts/Chip';
import { useDossier } from '../state/dossier';

const explanations = {
  provisoire: 'Ni INS ni justificatif : le matricule ne sort pas du cabinet.',
  recuperee: 'INSi a donné l’INS ; un justificatif d’identité contrôlé la qualifiera.',
  validee: 'Justificatif contrôlé ; il reste à appeler INSi.',
  qualifiee: 'INSi et justificatif contrôlé : l’INS peut être inscrite sur les documents.',
} as const;

/** Where the identity stands, and the two gestures that raise it: INSi, and an evidence document. */
export function IdentityPanel({ record }: { record: PatientRecord }) {
  const { patient } = record;
  const calling = useDossier((s) => s.calling);
  const { callInsi, verifyIns } = useDossier.getState();
  const held = patient.ins !== null;
  return (
    <aside className="identity-panel" aria-label="Identité">
      <h2>Identité</h2>
      <Chip tone={statusTone[patient.status]}>{statusWords[patient.status]}</Chip>
      <p>{explanations[patient.status]}</p>
      <dl className="facts stacked">
        {patient.ins && (
          <div>
            <dt>Matricule INS</dt>
            <dd>{insText(patient.ins)}</dd>
          </div>
        )}
        <div>
          <dt>Justificatif contrôlé</dt>
          <dd>{evidences.find((e) => e.id === patient.evidence)?.label ?? patient.evidence ?? 'Aucun'}</dd>
        </div>
        {patient.address && (
          <div>
            <dt>Adresse</dt>
            <dd>{patient.address}</dd>
          </div>
        )}
        {patient.phone && (
          <div>
            <dt>Téléphone</dt>
            <dd>{patient.phone}</dd>
          </div>
        )}
      </dl>
      <ActionButton
        shortcut="callInsi"
        disabled={calling}
        onAct={() => void (held ? verifyIns() : callInsi())}
      >
        {calling ? 'Appel en cours…' : held ? 'Vérifier l’INS (INSi)' : 'Chercher l’INS (INSi)'}
      </ActionButton>
      {!patient.evidence && <CheckEvidence />}
    </aside>
  );
}

/** No document is preselected: the hand that ticks has seen it. */
function CheckEvidence() {
  const [evidence, setEvidence] = useState('');
  return (
    <div className="evidence">
      <label htmlFor="evidence" className="field-label">
        Justificatif présenté par le patient
      </label>
      <select id="evidence" className="field" value={evidence} onChange={(e) => setEvidence(e.target.value)}>
        <option value="">Choisir…</option>
        {evidences.map((e) => (
          <option key={e.id} value={e.id}>
            {e.label}
          </option>
        ))}
      </select>
      <ActionButton disabled={!evidence} onAct={() => void useDossier.getState().checkEvidence(evidence)}>
        Traits contrôlés sur ce justificatif
      </ActionButton>
    </div>
  );
}
