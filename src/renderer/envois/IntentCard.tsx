import type { Intent, Leg } from '../../shared/exchange/outbox';
import { instant, moment } from '../format/dates';
import { ActionButton } from '../parts/ActionButton';
import { Chip } from '../parts/Chip';
import { useOutbox } from '../state/outbox';
import { canCancel, canRetry, channelWords, legWords } from './legWords';

/** One gesture of the doctor: the document, and each place it goes to. */
export function IntentCard({ intent }: { intent: Intent }) {
  return (
    <article className="intent" aria-label={`${intent.title}, ${intent.patientName}`}>
      <header>
        <h2>
          {intent.title} — {intent.patientName}
        </h2>
        <span className="muted">
          {instant(intent.createdAt)} · {intent.author}
        </span>
      </header>
      {intent.legs.length === 0 && <p className="muted">Signée et classée au dossier, sans envoi.</p>}
      <ul>
        {intent.legs.map((leg) => (
          <LegLine key={leg.id} leg={leg} />
        ))}
      </ul>
    </article>
  );
}

function LegLine({ leg }: { leg: Leg }) {
  const { word, tone } = legWords[leg.state];
  const { retry, cancel } = useOutbox.getState();
  const failing = leg.failure && leg.state !== 'sent';
  return (
    <li className={`leg ${leg.state}`}>
      <span className="leg-state">
        <Chip tone={tone}>{word}</Chip>
      </span>
      <span className="leg-where">
        <b>{leg.label}</b>
        <span className="muted">
          {channelWords[leg.channel]}
          {leg.address && ` · ${leg.address}`}
        </span>
      </span>
      <span className="leg-what">
        {leg.state === 'sent' && (
          <span>
            {instant(leg.sentAt)}
            {leg.receipt && <span className="receipt">{leg.receipt}</span>}
          </span>
        )}
        {failing && leg.failure && (
          <span>
            {leg.failure.message} <b>{leg.failure.action}</b>
          </span>
        )}
        {leg.state === 'waiting' && leg.nextAttemptAt && (
          <span className="receipt">
            prochain essai : {moment(leg.nextAttemptAt, new Date())} ({leg.attempts} fait
            {leg.attempts > 1 ? 's' : ''})
          </span>
        )}
      </span>
      <span className="leg-acts">
        {canRetry(leg) && (
          <ActionButton onAct={() => void retry(leg.id)}>
            {leg.state === 'unknown' ? 'Vérifier' : 'Réessayer'}
            <span className="unseen">{leg.label}</span>
          </ActionButton>
        )}
        {canCancel(leg) && (
          <ActionButton quiet onAct={() => void cancel(leg.id)}>
            Abandonner
            <span className="unseen">{leg.label}</span>
          </ActionButton>
        )}
      </span>
    </li>
  );
}
