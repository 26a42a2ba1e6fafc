import { isAbnormal, isCritical } from '../../shared/biology/result';
import type { InboxRow } from '../../shared/contract/inbox';
import type {
  ClinicalDocument,
  DocumentActor,
  DocumentPatient,
  Section,
} from '../../shared/documents/clinicalDocument';
import { kindLabels } from '../../shared/documents/kinds';
import { narrativeText } from '../../shared/documents/narrative';

const SUMMARY = 140;
const ANALYTES = 4;

/** What a line of the worklist says of a document, without opening it (E-REC-05). */
export function describe(document: ClinicalDocument, from: string) {
  const { results } = document;
  return {
    kind: document.kind,
    level: document.level,
    title: document.title.trim() || kindLabels[document.kind],
    summary: summaryOf(document),
    sender:
      document.custodian?.organisation ?? document.author?.organisation ?? document.author?.name ?? from,
    patient_name: nameOf(document.patient),
    birth_date: document.patient.birthDate,
    abnormal: results.filter(isAbnormal).length,
    critical: results.filter(isCritical).length,
    commented: results.some((r) => r.comments.length > 0) ? 1 : 0,
    correction: correctionOf(document),
    author: actorWords(document.author, document.custodian?.organisation ?? null),
    act: document.acts.flatMap((a) => a.label ?? a.code ?? []).join(', '),
    performer: actorWords(document.performer, null),
    encounter: document.encounter?.label ?? document.encounter?.code ?? '',
    version: document.version,
    document_date: document.date,
  };
}

/** A person, then where they work. */
const actorWords = (actor: DocumentActor | null, house: string | null): string =>
  [actor?.name, actor?.organisation ?? house].filter(Boolean).join(', ');

export const nameOf = (p: DocumentPatient): string =>
  [p.usedName ?? p.birthName, p.usedFirstName ?? p.firstGivenName ?? p.firstNames].filter(Boolean).join(' ');

function correctionOf(d: ClinicalDocument): InboxRow['correction'] {
  const gone = d.results.filter((r) => r.status === 'aborted' || r.status === 'obsolete');
  if (d.results.length > 0 && gone.length === d.results.length) return 'cancelled';
  if (d.replaces.length > 0 || (d.version ?? 1) > 1) return 'corrected';
  return d.completeness === 'partial' ? 'partial' : null;
}

function summaryOf(d: ClinicalDocument): string {
  if (d.results.length > 0) {
    // What is critical is named first, then what is out of range.
    const labels = [...d.results.filter(isCritical), ...d.results.filter(isAbnormal), ...d.results].map(
      (r) => r.label,
    );
    const named = [...new Set(labels)];
    const more = named.length - ANALYTES;
    return named.slice(0, ANALYTES).join(', ') + (more > 0 ? `, et ${more} autre${more > 1 ? 's' : ''}` : '');
  }
  // The act of a summary (« Historique et clinique ») says nothing of this patient; its first words do.
  const acts = d.kind === 'medical-summary' ? [] : d.acts.flatMap((a) => (a.label ? [a.label] : []));
  const words = acts.length > 0 ? acts.join(', ') : d.sections.map(sectionText).join(' ').trim();
  return words.length > SUMMARY ? `${words.slice(0, SUMMARY - 1).trimEnd()}…` : words;
}

const sectionText = (s: Section): string =>
  [narrativeText(s.narrative), ...s.sections.map(sectionText)].filter(Boolean).join(' ');
