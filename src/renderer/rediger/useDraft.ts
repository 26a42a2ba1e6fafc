import { useMemo } from 'react';
import type { PrescriptionDraft } from '../../shared/prescription/prescription';
import { emptyDraft, useDrafts } from '../state/drafts';

/** The draft of this patient, kept when one leaves the place. */
export function useDraft(patientId: string): PrescriptionDraft {
  const kept = useDrafts((s) => s.drafts[patientId]);
  return useMemo(() => kept ?? emptyDraft(patientId), [kept, patientId]);
}
