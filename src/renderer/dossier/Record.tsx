import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { PatientRecord } from '../../shared/contract/record';
import { counted } from '../format/numbers';
import { ActionButton } from '../parts/ActionButton';
import { Key } from '../shortcuts/Key';
import { useShortcut } from '../shortcuts/useShortcut';
import { type Shelf, useDossier } from '../state/dossier';
import { usePlaces } from '../state/places';
import { DmpShelf } from './DmpShelf';
import { DocumentsList } from './DocumentsList';
import { IdentityPanel } from './IdentityPanel';
import { LatestResults } from './ResultFlags';
import { Trends } from './Trends';

/** The record: documents or trends in the middle, the identity beside. */
export function Record({ record }: { record: PatientRecord }) {
  const shelf = useDossier((s) => s.shelf);
  const { show } = useDossier.getState();
  // Words alone (« absence de germe ») make no curve.
  const followed = record.series.filter((s) => s.measurements.some((m) => m.value !== null));
  const write = () => usePlaces.getState().go('rediger');
  const toggle = (other: Shelf) => show(shelf === other ? 'documents' : other);
  useShortcut('trends', () => toggle('trends'));
  useShortcut('dmpShelf', () => toggle('dmp'));
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
            onSelectionChange={(keys) => show([...keys][0] as Shelf)}
          >
            <ToggleButton id="documents" className="view">
              {counted(record.documents.length, 'document')}
            </ToggleButton>
            <ToggleButton id="trends" className="view">
              {counted(followed.length, 'analyse suivie', 'analyses suivies')} <Key of="trends" />
            </ToggleButton>
            <ToggleButton id="dmp" className="view">
              DMP <Key of="dmpShelf" />
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
        <LatestResults documents={record.documents} />
        {shelf === 'documents' ? (
          <DocumentsList documents={record.documents} />
        ) : shelf === 'trends' ? (
          <Trends series={followed} />
        ) : (
          <DmpShelf record={record} />
        )}
      </section>
      <IdentityPanel record={record} />
    </div>
  );
}
