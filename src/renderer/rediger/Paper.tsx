import { useEffect } from 'react';
import { PdfView } from '../document/PdfView';
import { EmptyState, FailureState } from '../parts/states';
import { useRedaction } from '../state/redaction';
import { useDraft } from './useDraft';

/** A pause in typing before the paper is drawn again, in milliseconds. */
const PAUSE = 250;

/** The very PDF that will be signed, redrawn as one writes. */
export function Paper({ patientId }: { patientId: string }) {
  const draft = useDraft(patientId);
  const preview = useRedaction((s) => s.preview);
  const empty = draft.lines.length === 0;
  useEffect(() => {
    if (empty) return useRedaction.getState().clearPreview();
    const timer = setTimeout(() => void useRedaction.getState().askPreview(draft), PAUSE);
    return () => clearTimeout(timer);
  }, [draft, empty]);
  return (
    <aside className="paper" aria-label="Aperçu de l’ordonnance" aria-busy={preview.loading}>
      {empty ? (
        <EmptyState icon="paper" title="Le document apparaît ici.">
          Voici le papier qui sera signé.
        </EmptyState>
      ) : preview.failure ? (
        <FailureState
          failure={preview.failure}
          onRetry={() => void useRedaction.getState().askPreview(draft)}
        />
      ) : (
        <PdfView bytes={preview.value} label="Aperçu de l’ordonnance" />
      )}
    </aside>
  );
}
