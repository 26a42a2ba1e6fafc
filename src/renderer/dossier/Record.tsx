import { useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { PatientRecord } from '../../shared/contract/record';
import { counted } from '../format/numbers';
import { ActionButton } from '../parts/ActionButton';
import { Key } from '../shortcuts/Key';
import { useShortcut } from '../shortcuts/useShortcut';
import { useDossier } from '../state/dossier';
import { usePlaces } from '../state/places';
import { DocumentsList } from './DocumentsList';
import { IdentityPanel } from './IdentityPanel';
import { Trends } from './Trends';

type Shelf = 'documents' | 'trends';

/** The record: documents or trends in the middle, the identity beside. */
export function Record({ record }: { record: PatientRecord }) {
  const [shelf, setShelf] = useState<Shelf>('documents');
  const write = () => usePlaces.getState().go('rediger');
  useShortcut('trends', () => setShelf((s) => (s === 'trends' ? 'documents' : 'trends')));
  useShortcut('callInsi', () => void useDossier.getState().callInsi());
  return (
    <div className="record">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="page" tabIndex={0} aria-label="Contenu du dossier">
        <div className="record-head">
          <h2 className="title">Dossier</h2>
          <ToggleButtonGroup
            className="views"
            aria-label="Contenu du dossier"
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[shelf]}
            onSelectionChange={(keys) => setShelf([...keys][0] as Shelf)}
          >
            <ToggleButton id="documents" className="view">
              {counted(record.documents.length, 'document')}
            </ToggleButton>
            <ToggleButton id="trends" className="view">
              {counted(record.series.length, 'analyse suivie', 'analyses suivies')} <Key of="trends" />
            </ToggleButton>
          </ToggleButtonGroup>
          <span className="spring" />
          <ActionButton shortcut="findPatient" quiet onAct={() => useDossier.getState().close()}>
            Autre patient
          </ActionButton>
          <ActionButton filled shortcut="write" onAct={write}>
            Rédiger une ordonnance
          </ActionButton>
        </div>
        {shelf === 'documents' ? (
          <DocumentsList documents={record.documents} />
        ) : (
          <Trends series={record.series} />
        )}
      </section>
      <IdentityPanel record={record} />
    </div>
  );
}
