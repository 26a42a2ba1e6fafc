import type { InboxRow } from '../../shared/contract/inbox';
import { insCheckSentence, insCheckTone, insCheckWord } from '../format/insCheck';
import { ActionButton } from '../parts/ActionButton';
import { Chip } from '../parts/Chip';
import { useItem } from '../state/item';

/** What INSi says of the INS that came with the document: a word, its sentence, and the way to ask now. A refusal is an alert. */
export function InsCheckLine({ row }: { row: InboxRow }) {
  const asking = useItem((s) => s.verifying);
  const check = row.insCheck;
  if (check === null) return null;
  const label = check.state === 'ko' ? 'Redemander à INSi' : 'Vérifier maintenant';
  return (
    <div className={`ins-check ${check.state}`} role={check.state === 'ko' ? 'alert' : undefined}>
      <Chip tone={insCheckTone(check)}>{insCheckWord(check)}</Chip>
      <p>{insCheckSentence(check)}</p>
      {(check.state === 'waiting' || check.state === 'ko') && (
        <ActionButton
          quiet
          shortcut="verifyIns"
          disabled={asking}
          onAct={() => void useItem.getState().verifyIns(row)}
        >
          {asking ? 'Appel à INSi…' : label}
        </ActionButton>
      )}
    </div>
  );
}
