import { Button } from 'react-aria-components';
import type { Destination } from '../../shared/exchange/outbox';
import { ActionButton } from '../parts/ActionButton';
import { useDrafts } from '../state/drafts';
import { useRedaction } from '../state/redaction';
import { chosenIds, isChosen } from './chosen';
import { useDraft } from './useDraft';

/** Where it goes, each place removable, and the one gesture. */
export function SendBar({ patientId }: { patientId: string }) {
  const draft = useDraft(patientId);
  const { destinations, problems, validating, preview } = useRedaction();
  const choices = useDrafts((s) => s.choices[patientId]);
  const list = destinations.value ?? [];
  const blocking = problems.filter((p) => p.blocking);
  const stop = stopReason(draft.lines.length, blocking.length, preview.value === null);
  const validate = () => void useRedaction.getState().validate(draft, chosenIds(list, choices));
  return (
    <footer className="send-bar">
      <div className="destinations">
        <b id="destinations-title">À la validation :</b>
        {destinations.failure && <span className="problem blocking">{destinations.failure.message}</span>}
        <ul aria-labelledby="destinations-title">
          {list.map((d) => (
            <li key={d.id}>
              <DestinationChip
                destination={d}
                chosen={isChosen(d, choices)}
                onChoose={(chosen) => useDrafts.getState().choose(patientId, d.id, chosen)}
              />
            </li>
          ))}
        </ul>
      </div>
      {stop && <p className="send-stop">{stop}</p>}
      <ActionButton
        filled
        className="big"
        shortcut="validate"
        disabled={stop !== null || validating}
        onAct={validate}
      >
        {validating ? 'Signature en cours…' : 'Valider, signer, envoyer'}
      </ActionButton>
    </footer>
  );
}

/** Why the one gesture is not offered, in a short sentence; null when it is. */
function stopReason(lines: number, blocking: number, noPaper: boolean): string | null {
  if (lines === 0) return 'Ajoutez une première ligne.';
  if (blocking > 0) return blocking > 1 ? `${blocking} points à corriger.` : '1 point à corriger.';
  return noPaper ? 'Le document se prépare…' : null;
}

function DestinationChip(props: {
  destination: Destination;
  chosen: boolean;
  onChoose: (chosen: boolean) => void;
}) {
  const { destination: d, chosen, onChoose } = props;
  if (d.blocked)
    return (
      <span className="destination blocked">
        {d.label} <span className="tiny">{d.blocked}</span>
      </span>
    );
  return (
    <Button
      className={`destination ${chosen ? 'chosen' : ''}`}
      aria-pressed={chosen}
      onPress={() => onChoose(!chosen)}
    >
      <span aria-hidden="true">{chosen ? '✓' : '+'}</span> {d.label}
      {d.detail && <span className="tiny">{d.detail}</span>}
      {chosen && (
        <span aria-hidden="true" className="destination-x">
          ×
        </span>
      )}
    </Button>
  );
}
