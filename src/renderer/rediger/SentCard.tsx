import type { Intent } from '../../shared/exchange/outbox';
import { IntentCard } from '../envois/IntentCard';
import { ActionButton } from '../parts/ActionButton';
import { useOutbox } from '../state/outbox';
import { usePlaces } from '../state/places';
import { useRedaction } from '../state/redaction';

/** What was just signed, and how its sending goes, live. */
export function SentCard({ intent, patientId }: { intent: Intent; patientId: string }) {
  const live = useOutbox((s) => s.intents.value?.find((i) => i.id === intent.id)) ?? intent;
  return (
    <div className="sent-card">
      <h2 className="title">Ordonnance signée</h2>
      <IntentCard intent={live} />
      <div className="identity-acts">
        <ActionButton filled onAct={() => useRedaction.getState().again(patientId)}>
          Nouvelle ordonnance
        </ActionButton>
        <ActionButton onAct={() => usePlaces.getState().go('envois')}>Tous les envois</ActionButton>
        <ActionButton onAct={() => usePlaces.getState().go('reception')}>Retour à la réception</ActionButton>
      </div>
    </div>
  );
}
