import type { InboxItem } from '../../shared/contract/inbox';
import { call } from '../bridge/bridge';
import { saveFile } from '../document/saveFile';
import { fileSize } from '../format/numbers';
import { ActionButton } from '../parts/ActionButton';
import { Icon } from '../parts/Icon';
import { useInbox } from '../state/inbox';
import { useNotices } from '../state/notices';

/** What else the message brought: its other documents, one key away, and files to open with something else. */
export function Besides({ item }: { item: InboxItem }) {
  const { siblings, files, row } = item;
  const at = siblings.findIndex((s) => s.id === row.id);
  const next = siblings[(at + 1) % siblings.length];
  const several = siblings.length > 1 && at >= 0;
  if (!several && files.length === 0) return null;
  return (
    <section className="besides" aria-label="Dans le même message">
      {several && next && (
        <p>
          Document {at + 1} sur {siblings.length} de ce message.{' '}
          <ActionButton
            quiet
            shortcut="nextOfMessage"
            onAct={() => void useInbox.getState().reach(next.id, next.state)}
          >
            {next.title}
          </ActionButton>
        </p>
      )}
      {files.map((file) => (
        <p key={file.index}>
          <Icon name="paper" /> {file.fileName || 'Fichier sans nom'}{' '}
          <span className="muted">{fileSize(file.size)}, ni lu ni ouvert ici</span>{' '}
          <ActionButton
            quiet
            label={`Enregistrer ${file.fileName}`}
            onAct={() => void save(row.id, file.index)}
          >
            Enregistrer
          </ActionButton>
        </p>
      ))}
    </section>
  );
}

async function save(itemId: string, index: number): Promise<void> {
  const answer = await call('inbox.messageFile', { itemId, index });
  if (answer.ok) saveFile(answer.value);
  else useNotices.getState().failure(answer.error);
}
