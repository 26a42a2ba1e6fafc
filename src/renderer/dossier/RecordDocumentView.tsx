import { useMemo, useState } from 'react';
import type { PatientRecord } from '../../shared/contract/record';
import { call } from '../bridge/bridge';
import { AttachmentSource } from '../document/attachments';
import { DocumentView } from '../document/DocumentView';
import { PresentationSource } from '../document/presentation';
import { ActionButton } from '../parts/ActionButton';
import { Chip } from '../parts/Chip';
import { FailureState, LoadingState } from '../parts/states';
import { Key } from '../shortcuts/Key';
import { useDossier } from '../state/dossier';
import type { View } from '../state/item';
import { DocumentLife } from './DocumentLife';
import { replacedWords } from './DocumentsList';
import { historyFromSeries } from './history';

/** One document of the record, with the values that came before it. */
export function RecordDocumentView({ record, documentId }: { record: PatientRecord; documentId: string }) {
  const document = useDossier((s) => s.document);
  const [view, setView] = useState<View | null>(null);
  const load = useMemo(
    () => (index: number) => call('documents.attachment', { documentId, index }),
    [documentId],
  );
  const present = useMemo(() => () => call('documents.presentation', { documentId }), [documentId]);
  const line = record.documents.find((d) => d.id === documentId);
  const life = useDossier((s) => s.life);
  const { openDocument, unfile } = useDossier.getState();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="page" tabIndex={0} aria-label="Document du dossier">
      <div className="record-head">
        <ActionButton quiet onAct={() => void openDocument(null)}>
          ← Dossier <Key of="back" />
        </ActionButton>
        {line?.superseded && <Chip tone="wait">{replacedWords[line.replacedBy ?? 'here']}</Chip>}
        {line?.cancelled && <Chip tone="high">Annulé par le laboratoire</Chip>}
        <span className="spring" />
        {line?.item && (
          <ActionButton shortcut="unfileRecord" onAct={() => void unfile()}>
            Déclasser
          </ActionButton>
        )}
      </div>
      {document.failure && (
        <FailureState failure={document.failure} onRetry={() => void openDocument(documentId)} />
      )}
      {life && <DocumentLife life={life} documentId={documentId} />}
      {document.loading && <LoadingState label="Le document s’ouvre" />}
      {document.value && (
        <AttachmentSource value={load}>
          <PresentationSource value={present}>
            <DocumentView
              document={document.value}
              history={historyFromSeries(document.value, documentId, record.series)}
              view={view}
              onView={setView}
            />
          </PresentationSource>
        </AttachmentSource>
      )}
    </section>
  );
}
