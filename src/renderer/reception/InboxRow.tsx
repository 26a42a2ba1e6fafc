import { memo } from 'react';
import type { InboxRow as Row } from '../../shared/contract/inbox';
import { kindLabels } from '../../shared/documents/kinds';
import { moment } from '../format/dates';
import { Chip } from '../parts/Chip';
import { Icon, kindIcons } from '../parts/Icon';
import { marksOf, remarksOf } from './rowWords';

interface Props {
  row: Row;
  /** Whom it is for, when it is not for the one who looks. */
  forWhom: string | null;
  on: boolean;
  top: number;
  position: number;
  total: number;
  onSelect: (id: string) => void;
}

/** One document in two lines: who, what, from whom, when, and what must be known first. */
export const InboxRow = memo(function InboxRow({ row, forWhom, on, top, position, total, onSelect }: Props) {
  const marks = marksOf(row);
  const remarks = remarksOf(row);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list holds the focus and hears the keys
    <div
      className={`row ${on ? 'on' : ''} ${row.read ? '' : 'unread'}`}
      role="option"
      tabIndex={-1}
      id={`row-${row.id}`}
      aria-selected={on}
      aria-posinset={position}
      aria-setsize={total}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onSelect(row.id)}
    >
      <span className="row-kind">
        <Icon name={row.state === 'unreadable' ? 'question' : kindIcons[row.kind]} />
      </span>
      <span className="row-who">
        {!row.read && <span className="unseen">Non lu : </span>}
        {row.patientName || 'Patient non nommé'}
        {row.patientAge && <span className="row-age"> {row.patientAge}</span>}
      </span>
      <span className="row-marks">
        {marks.map((m) => (
          <Chip key={m.word} tone={m.tone}>
            <span aria-hidden="true">{m.word}</span>
            <span className="unseen">{m.spoken}</span>
          </Chip>
        ))}
      </span>
      <span className="row-time">{moment(row.receivedAt, new Date())}</span>
      <span className="row-what">
        <span className="unseen">{kindLabels[row.kind]}, </span>
        <span className="row-summary">{row.summary || row.title}</span>{' '}
        <span className="row-from">— {row.sender}</span>
        {forWhom && <span className="row-for"> → {forWhom}</span>}
        {remarks.length > 0 && <span className="row-more">{remarks.join(', ')}</span>}
      </span>
    </div>
  );
});
