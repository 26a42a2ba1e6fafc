import type { InboxItem } from '../../shared/contract/inbox';
import { ActionButton } from '../parts/ActionButton';
import { Icon } from '../parts/Icon';
import { useItem } from '../state/item';
import { InsCheckLine } from './InsCheckLine';
import { Reconcile } from './Reconcile';

/** Is it certain? Certain: one green sentence with its reason, one filled button. Otherwise: compare, and no filled button. */
export function IdentityCard({ item }: { item: InboxItem }) {
  const choosing = useItem((s) => s.choosing);
  const { row, match, proposed } = item;
  if (choosing) return <Reconcile item={item} />;
  if (row.state === 'filed')
    return (
      <div className="identity filed">
        <Icon name="check" />
        <p>
          <b>Classé</b> dans le dossier de {row.patientName}. {match.sentence}
        </p>
        <InsCheckLine row={row} />
        <ActionButton shortcut="unfile" onAct={() => void useItem.getState().unfile(row)}>
          Déclasser
        </ActionButton>
      </div>
    );
  const certain = match.verdict === 'certain' ? match.candidates[0] : undefined;
  if (!certain) return <Reconcile item={item} />;
  return (
    <div className="identity certain">
      <Icon name="check" />
      <p>
        <b>{match.sentence}</b> Classement proposé :{' '}
        <b>
          {proposed.category} › {proposed.title}
        </b>
        {proposed.addressee && `, pour ${proposed.addressee}`}
      </p>
      <ActionButton
        filled
        shortcut="file"
        onAct={() => void useItem.getState().file(row, certain.patient.id)}
      >
        Classer
      </ActionButton>
    </div>
  );
}
