import { EmptyState, FailureState, LoadingState } from '../parts/states';
import { PatientBanner } from '../patient/PatientBanner';
import { PatientSearch } from '../patient/PatientSearch';
import { subjectOfPatient } from '../patient/subject';
import { useShortcut } from '../shortcuts/useShortcut';
import { useDossier } from '../state/dossier';
import { Record } from './Record';
import { RecordDocumentView } from './RecordDocumentView';
import { RefusedIns } from './RefusedIns';

/** One patient: who it is, what came, how the figures move. */
export function Dossier() {
  const { patientId, record, documentId, open, close, openDocument } = useDossier();
  useShortcut('findPatient', close);
  useShortcut('back', () => (documentId ? void openDocument(null) : close()));
  if (!patientId) return <FindPatient onChoose={(id) => void open(id)} title="Dossier" withRefused />;
  const shown = record.value?.patient.id === patientId ? record.value : null;
  if (!shown)
    return record.failure ? (
      <FailureState failure={record.failure} onRetry={() => void open(patientId)} />
    ) : (
      <LoadingState label="Le dossier s’ouvre" lines={10} />
    );
  return (
    <div className="dossier">
      <PatientBanner subject={subjectOfPatient(shown.patient, shown.age)} />
      {documentId ? <RecordDocumentView record={shown} documentId={documentId} /> : <Record record={shown} />}
    </div>
  );
}

/** A place that needs a patient first: three letters. */
export function FindPatient({
  onChoose,
  title,
  withRefused = false,
}: {
  onChoose: (id: string) => void;
  title: string;
  /** With the records to take up, under the search. */
  withRefused?: boolean;
}) {
  return (
    <div className="find-patient">
      <h2 className="title">{title}</h2>
      <PatientSearch onChoose={onChoose} />
      <EmptyState icon="person" title="Trois lettres du nom suffisent.">
        <kbd>↓</kbd> <kbd>↑</kbd> pour choisir, <kbd>⏎</kbd> pour ouvrir.
      </EmptyState>
      {withRefused && <RefusedIns onChoose={onChoose} />}
    </div>
  );
}
