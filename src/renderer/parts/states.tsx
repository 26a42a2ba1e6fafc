import type { ReactNode } from 'react';
import type { Failure } from '../../shared/failure';
import { ActionButton } from './ActionButton';
import { Icon, type IconName } from './Icon';

/** Nothing here, and that is said calmly. */
export function EmptyState(props: { icon: IconName; title: string; children?: ReactNode }) {
  return (
    <div className="state">
      <Icon name={props.icon} />
      <p className="state-title">{props.title}</p>
      {props.children && <div className="state-body">{props.children}</div>}
    </div>
  );
}

/** Something failed: what happened, what to do, and a way to try again. */
export function FailureState({ failure, onRetry }: { failure: Failure; onRetry?: () => void }) {
  return (
    <div className="state failure" role="alert">
      <Icon name="alert" />
      <p className="state-title">{failure.message}</p>
      <p className="state-body">{failure.action}</p>
      {onRetry && <ActionButton onAct={onRetry}>Réessayer</ActionButton>}
    </div>
  );
}

/** Grey lines where text will come: drawn only when the wait is felt (see the CSS delay). */
export const LoadingState = ({ label, lines = 6 }: { label: string; lines?: number }) => (
  <div className="loading" role="status">
    <span className="unseen">{label}</span>
    {Array.from({ length: lines }, (_, i) => (
      <span key={`line-${String(i)}`} className="bone" aria-hidden="true" />
    ))}
  </div>
);
