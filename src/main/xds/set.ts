import type { Coded } from '../../shared/codes';
import { dtm } from './datatypes';
import type { DocumentEntry, SubmissionSet } from './model';

/** Activity during which the lot was made (1.2.250.1.213.2.2). [?] docs/open-questions.md. */
export const consultation: Coded = { code: '07', system: '1.2.250.1.213.2.2', label: 'Consultation' };

/**
 * The set that carries `entries`, all of one patient and one author (dmp.md §6.2). Returns null when they
 * are none or of several patients: one lot, one patient.
 */
export function submissionSetOf(
  entries: readonly DocumentEntry[],
  options: { uniqueId: string; sourceId: string; now: Date; title?: string; contentTypeCode?: Coded },
): SubmissionSet | null {
  const [first] = entries;
  if (!first || entries.some((e) => e.patientId !== first.patientId)) return null;
  return {
    uniqueId: options.uniqueId,
    sourceId: options.sourceId,
    submissionTime: dtm(options.now),
    title: options.title ?? null,
    comments: null,
    authors: first.authors,
    contentTypeCode: options.contentTypeCode ?? consultation,
    patientId: first.patientId,
  };
}
