import type { InboxItem } from '../../shared/contract/inbox';
import type { ThreadVersion } from '../../shared/contract/thread';
import { frenchDate, instant } from '../format/dates';
import { sourceWords } from '../format/sources';
import { ActionButton } from '../parts/ActionButton';
import { Chip, type Tone } from '../parts/Chip';
import { Icon } from '../parts/Icon';
import { useInbox } from '../state/inbox';
import { useItem } from '../state/item';

const standings: Record<ThreadVersion['standing'], [string, Tone]> = {
  current: ['courante', 'ok'],
  replaced: ['remplacée', 'wait'],
  cancelled: ['annulée', 'high'],
  likely: ['peut-être une version', 'plain'],
};

/** Warnings that are said at once, not under « remarques ». */
export const alerting: readonly string[] = [
  'version-of-another',
  'superseded',
  'likely-version',
  'dmp-of-another',
  'sender-withdraws',
  'unique-id-reused',
];

/** True while an older version is read in the place of the line that was chosen. */
export const useOlderVersion = (item: InboxItem): boolean =>
  useInbox((s) => s.selected !== null && s.selected !== item.row.id) &&
  item.versions.some((v) => v.itemId === item.row.id && v.standing !== 'likely');

/** What must be known of this document's place among its versions, before it is believed. */
export function Alerts({ item }: { item: InboxItem }) {
  const older = useOlderVersion(item);
  const alerts = item.warnings.filter((w) => alerting.includes(w.code));
  const keepable = item.row.superseded && item.row.patientId !== null && !older;
  if (alerts.length === 0) return null;
  return (
    <ul className="alerts" aria-label="À savoir d’abord">
      {alerts.map((w) => (
        <li key={`${w.code}${w.message}`}>
          <Icon name="question" /> {w.message}
        </li>
      ))}
      {keepable && (
        <li>
          <ActionButton shortcut="uphold" onAct={() => void useItem.getState().uphold(item.row)}>
            Garder comme courant
          </ActionButton>{' '}
          si ce document est bien de ce patient ; sinon, déclassez-le.
        </li>
      )}
    </ul>
  );
}

/** Every way the document came by, once there is more to say than the message beside it. */
export function Sources({ item }: { item: InboxItem }) {
  if (item.sources.length < 2 && item.source.channel === 'mss') return null;
  return <p className="tiny sources">Provenance : {item.sources.map(sourceWords).join(', ')}.</p>;
}

/** The versions of the report, newest first; the key goes round them. */
export function Versions({ item }: { item: InboxItem }) {
  const { versions, row } = item;
  const readable = versions.filter((v) => v.itemId !== null);
  if (versions.length < 2) return null;
  const at = readable.findIndex((v) => v.itemId === row.id);
  const next = readable[(at + 1) % readable.length];
  const open = (id: string | null) => void useItem.getState().open(id);
  return (
    <section className="versions" aria-label="Versions de ce compte rendu">
      <ul>
        {versions.map((v) => (
          <li key={v.documentId}>
            <button
              type="button"
              className={`btn quiet ${v.itemId === row.id ? 'on' : ''}`}
              aria-current={v.itemId === row.id ? 'true' : undefined}
              disabled={v.itemId === null}
              onClick={() => open(v.itemId)}
            >
              {v.version === null ? 'Version' : `Version ${v.version}`} du {frenchDate(v.date) || '—'}{' '}
              <Chip tone={standings[v.standing][1]}>{standings[v.standing][0]}</Chip>
            </button>
          </li>
        ))}
      </ul>
      {next && (
        <ActionButton quiet shortcut="version" onAct={() => open(next.itemId)}>
          Autre version
        </ActionButton>
      )}
    </section>
  );
}

/** In the place of the identity card while an older version is read: nothing is filed from here. */
export function OlderVersion({ item }: { item: InboxItem }) {
  const own = item.versions.find((v) => v.itemId === item.row.id);
  const number = own?.version == null ? '' : ` ${own.version}`;
  return (
    <div className="identity older">
      <Icon name="question" />
      <p>
        <b>
          Version{number} {own ? standings[own.standing][0] : ''}
        </b>
        , reçue le {instant(own?.receivedAt)} : elle n’est plus à suivre. Rien ne se classe d’ici.
      </p>
      <ActionButton onAct={() => void useItem.getState().open(useInbox.getState().selected)}>
        Version courante
      </ActionButton>
    </div>
  );
}
