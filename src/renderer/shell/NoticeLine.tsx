import { useEffect } from 'react';
import { ActionButton } from '../parts/ActionButton';
import { Icon } from '../parts/Icon';
import { Key } from '../shortcuts/Key';
import { useItem } from '../state/item';
import { useNotices } from '../state/notices';

/** How long a line without an undo stays, in milliseconds. What can be taken back stays until the next gesture. */
const BRIEF = 6_000;

/** What was just done, and Z to take it back. Never a modal. */
export function NoticeLine() {
  const notice = useNotices((s) => s.notice);
  useEffect(() => {
    if (!notice || notice.undo || notice.tone === 'failure') return;
    const timer = setTimeout(() => useNotices.getState().clear(), BRIEF);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div className="notices" role={notice?.tone === 'failure' ? 'alert' : 'status'}>
      {notice && (
        <div className={`notice ${notice.tone}`} key={notice.key}>
          <Icon name={notice.tone === 'done' ? 'check' : 'alert'} />
          <span>
            {notice.sentence} {notice.action && <b>{notice.action}</b>}
          </span>
          {notice.undo && (
            <ActionButton quiet onAct={() => void useItem.getState().undo()}>
              Annuler <Key of="undo" />
            </ActionButton>
          )}
          <ActionButton quiet label="Fermer ce message" onAct={() => useNotices.getState().clear()}>
            <Icon name="close" />
          </ActionButton>
        </div>
      )}
    </div>
  );
}
