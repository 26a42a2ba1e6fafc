import { call } from '../bridge/bridge';
import { saveFile } from '../document/saveFile';
import { ActionButton } from '../parts/ActionButton';
import { useNotices } from '../state/notices';

/** Gives the bytes as they came. */
export function SaveOriginal({ itemId }: { itemId: string }) {
  const save = async () => {
    const answer = await call('inbox.original', { itemId });
    if (answer.ok) saveFile(answer.value);
    else useNotices.getState().failure(answer.error);
  };
  return <ActionButton onAct={() => void save()}>Enregistrer l’original</ActionButton>;
}
