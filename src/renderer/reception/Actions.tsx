import type { InboxItem } from '../../shared/contract/inbox';
import { pdfOf } from '../document/attachments';
import { presentationName } from '../document/presentation';
import { statementGroups } from '../document/statements';
import { ActionButton } from '../parts/ActionButton';
import { Key } from '../shortcuts/Key';
import { useShortcut } from '../shortcuts/useShortcut';
import { useApplication } from '../state/application';
import { useDossier } from '../state/dossier';
import { useInbox } from '../state/inbox';
import { useItem, type View } from '../state/item';
import { usePlaces } from '../state/places';
import { Assign } from './Assign';
import { useOlderVersion } from './Versions';

/** What can be done with the opened document: each button teaches its key. */
export function Actions({ item }: { item: InboxItem }) {
  const view = useItem((s) => s.view);
  const older = useOlderVersion(item);
  const { show, choose } = useItem.getState();
  const { row, match, document } = item;
  const toggle = (wanted: View) => show(view === wanted ? null : wanted);
  const pdf = document ? pdfOf(document) : null;
  const practiceHasOne = useApplication((s) => s.app.value?.stylesheet ?? false);
  const presentation = document && presentationName(document, practiceHasOne);
  const patientId =
    row.patientId ?? (match.verdict === 'certain' ? match.candidates[0]?.patient.id : undefined);
  useShortcut('text', () => toggle('text'), Boolean(document?.sections.length));
  useShortcut('coded', () => toggle('coded'), document !== null && statementGroups(document).length > 0);
  return (
    <footer className="actions">
      <ActionButton className="only-narrow" onAct={() => useInbox.getState().read(false)}>
        Liste <Key of="back" />
      </ActionButton>
      <ActionButton shortcut="otherPatient" onAct={() => choose(true)} disabled={!document || older}>
        Autre patient
      </ActionButton>
      {row.patientId !== null && row.state === 'to-file' && !older && (
        <ActionButton shortcut="unfile" onAct={() => void useItem.getState().unfile(row)}>
          Déclasser
        </ActionButton>
      )}
      {patientId && (
        <ActionButton
          shortcut="openRecord"
          onAct={() => {
            usePlaces.getState().go('dossier');
            void useDossier.getState().open(patientId);
          }}
        >
          Dossier
        </ActionButton>
      )}
      <Assign row={row} />
      <span className="spring" />
      {presentation && (
        <ActionButton shortcut="presentation" onAct={() => toggle('presentation')}>
          {presentation}
        </ActionButton>
      )}
      <ActionButton shortcut="original" onAct={() => toggle('pdf')} disabled={!pdf}>
        {pdf ? 'PDF d’origine' : 'Pas de PDF'}
      </ActionButton>
      <ActionButton shortcut="message" onAct={() => toggle('message')} disabled={!document}>
        Message
      </ActionButton>
    </footer>
  );
}
