import { useEffect } from 'react';
import { FindPatient } from '../dossier/Dossier';
import { FailureState, LoadingState } from '../parts/states';
import { PatientBanner } from '../patient/PatientBanner';
import { subjectOfPatient } from '../patient/subject';
import { useShortcut } from '../shortcuts/useShortcut';
import { useDossier } from '../state/dossier';
import { usePlaces } from '../state/places';
import { useRedaction } from '../state/redaction';
import { OrdonnanceForm } from './OrdonnanceForm';
import { Paper } from './Paper';
import { SendBar } from './SendBar';
import { SentCard } from './SentCard';

/** Left the form, right the very paper, below where it goes. One patient, one draft. */
export function Rediger() {
  const { patientId, record, open, close } = useDossier();
  const sent = useRedaction((s) => (patientId ? s.sent[patientId] : undefined));
  useShortcut('writeOther', close);
  useShortcut('back', () => usePlaces.getState().go('dossier'));
  useEffect(() => {
    if (patientId) void useRedaction.getState().loadDestinations(patientId);
  }, [patientId]);
  if (!patientId) return <FindPatient onChoose={(id) => void open(id)} title="Rédiger" />;
  const shown = record.value?.patient.id === patientId ? record.value : null;
  if (!shown)
    return record.failure ? (
      <FailureState failure={record.failure} onRetry={() => void open(patientId)} />
    ) : (
      <LoadingState label="Le dossier s’ouvre" lines={10} />
    );
  return (
    <div className="rediger">
      <PatientBanner subject={subjectOfPatient(shown.patient, shown.age)} />
      {sent ? (
        <SentCard intent={sent} patientId={patientId} />
      ) : (
        <>
          <OrdonnanceForm patientId={patientId} key={patientId} />
          <Paper patientId={patientId} />
          <SendBar patientId={patientId} />
        </>
      )}
    </div>
  );
}
