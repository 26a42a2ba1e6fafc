import { useEffect } from 'react';
import { PatientLine } from '../patient/PatientLine';
import { useRefusedIns } from '../state/refusedIns';

/** Records to take up with the patient: INSi refused their INS. Nothing is drawn where there is none. */
export function RefusedIns({ onChoose }: { onChoose: (patientId: string) => void }) {
  const patients = useRefusedIns((s) => s.patients);
  useEffect(() => void useRefusedIns.getState().refresh(), []);
  if (patients.length === 0) return null;
  return (
    <section className="refused-ins" aria-label="INS refusées par INSi">
      <h3>
        <span aria-hidden="true">✗</span> INS refusées par INSi ({patients.length})
      </h3>
      <p className="tiny">Le matricule a été retiré de ces dossiers : vérifiez l’identité avec le patient.</p>
      <ul>
        {patients.map((summary) => (
          <li key={summary.patient.id}>
            <button type="button" className="btn quiet" onClick={() => onChoose(summary.patient.id)}>
              <PatientLine summary={summary} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
