import { type ReactNode, useMemo } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { HistoryPoint } from '../../shared/biology/earlier';
import type { ClinicalDocument } from '../../shared/documents/clinicalDocument';
import { FailureState } from '../parts/states';
import { useApplication } from '../state/application';
import type { View } from '../state/item';
import { AntibiogramTable } from './AntibiogramTable';
import { antibiogramOf } from './antibiogram';
import { pdfOf, useAttachment } from './attachments';
import { CodedView } from './CodedView';
import { DocumentFacts } from './DocumentFacts';
import { PdfView } from './PdfView';
import { PresentationView } from './PresentationView';
import { presentationName } from './presentation';
import { ReadingNotes } from './ReadingNotes';
import { ResultsTable } from './ResultsTable';
import { SectionsView } from './SectionsView';
import { statementGroups } from './statements';

interface Props {
  document: ClinicalDocument;
  history: Readonly<Record<string, readonly HistoryPoint[]>>;
  view: View | null;
  onView: (view: View | null) => void;
  message?: ReactNode;
}

const names: Record<Exclude<View, 'presentation'>, string> = {
  results: 'Résultats',
  text: 'Texte du compte rendu',
  coded: 'Données codées',
  pdf: 'PDF d’origine',
  message: 'Message',
};

/** What a document is best read as: its results, else its text, else its PDF. */
export function bestView(document: ClinicalDocument): View {
  if (document.results.length > 0) return 'results';
  if (document.sections.length > 0) return 'text';
  return pdfOf(document) ? 'pdf' : 'text';
}

/** One document, any kind: results, text, original PDF, and the message that carried it. */
export function DocumentView({ document, history, view, onView, message }: Props) {
  const best = bestView(document);
  const shown = view ?? best;
  const practiceHasOne = useApplication((s) => s.app.value?.stylesheet ?? false);
  const presentation = presentationName(document, practiceHasOne);
  const offered: View[] = [
    ...(document.results.length ? (['results'] as const) : []),
    ...(document.sections.length ? (['text'] as const) : []),
    ...(statementGroups(document).length ? (['coded'] as const) : []),
    ...(presentation ? (['presentation'] as const) : []),
    ...(pdfOf(document) ? (['pdf'] as const) : []),
    ...(message ? (['message'] as const) : []),
  ];
  const antibiogram = useMemo(() => antibiogramOf(document.results), [document]);
  return (
    <article className="document">
      <header className="document-head">
        <h3 className="document-title">{document.title}</h3>
        {offered.length > 1 && (
          <ToggleButtonGroup
            className="views"
            aria-label="Affichage du document"
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[shown]}
            onSelectionChange={(keys) => onView([...keys][0] as View)}
          >
            {offered.map((v) => (
              <ToggleButton key={v} id={v} className="view">
                {v === 'presentation' ? presentation : names[v]}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        )}
      </header>
      <DocumentFacts document={document} />
      <ReadingNotes warnings={document.warnings} />
      {shown === 'results' && (
        <div className="beside">
          <div>
            {antibiogram && <AntibiogramTable antibiogram={antibiogram} />}
            <ResultsTable document={document} history={history} />
          </div>
          {document.sections.length > 0 && (
            <aside className="narrative-beside" aria-label="Texte du compte rendu">
              <SectionsView document={document} />
            </aside>
          )}
        </div>
      )}
      {shown === 'text' && <SectionsView document={document} />}
      {shown === 'coded' && <CodedView document={document} />}
      {shown === 'presentation' && presentation && <PresentationView name={presentation} />}
      {shown === 'pdf' && <OriginalPdf document={document} />}
      {shown === 'message' && message}
    </article>
  );
}

function OriginalPdf({ document }: { document: ClinicalDocument }) {
  const { bytes, failure } = useAttachment(pdfOf(document)?.index ?? null);
  if (failure) return <FailureState failure={failure} />;
  return <PdfView bytes={bytes} label={`PDF d’origine : ${document.title}`} keys />;
}
