import type { ClinicalDocument, DocumentActor } from '../../shared/documents/clinicalDocument';
import { frenchDateTime } from '../format/dates';

const who = (a: DocumentActor | null): string | null =>
  a ? [a.name, a.organisation].filter(Boolean).join(', ') || null : null;

/** Who wrote it, for whom, when; who validated; under which accreditation. */
export function DocumentFacts({ document }: { document: ClinicalDocument }) {
  const facts: [string, string | null][] = [
    ['Date', frenchDateTime(document.date)],
    ['Auteur', who(document.author)],
    ['Prescripteur', who(document.prescriber)],
    ['Validé par', who(document.legalAuthenticator)],
    [
      'Acte',
      document.acts
        .map((a) => a.label ?? a.code)
        .filter(Boolean)
        .join(', '),
    ],
    ['Exécutant', who(document.performer)],
    ['Prise en charge', document.encounter?.label ?? null],
    ['Accréditation', document.accreditation],
    [
      'Version',
      document.version && document.version > 1 ? `${document.version}, remplace la précédente` : null,
    ],
  ];
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value)
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
