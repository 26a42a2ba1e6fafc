import type { RecordDocument } from '../../shared/contract/record';
import { kindLabels } from '../../shared/documents/kinds';
import { frenchDate } from '../format/dates';
import { Chip } from '../parts/Chip';
import { Icon, kindIcons } from '../parts/Icon';
import { EmptyState } from '../parts/states';
import { useDossier } from '../state/dossier';
import { ResultFlags } from './ResultFlags';

const origins: Record<RecordDocument['origin'], string> = {
  mss: 'reçu par MSSanté',
  dmp: 'lu dans le DMP',
  written: 'écrit ici',
};

/** Where the version is that is current in the place of this one. */
export const replacedWords: Record<NonNullable<RecordDocument['replacedBy']>, string> = {
  here: 'remplacé',
  waiting: 'remplacé, la nouvelle version est à classer',
  elsewhere: 'remplacé dans un autre dossier',
};

/** What stands in the record, newest first as main sorts it. A replaced version is shown, never as current. */
export function DocumentsList({ documents }: { documents: readonly RecordDocument[] }) {
  if (documents.length === 0)
    return (
      <EmptyState icon="dossier" title="Ce dossier est encore vide.">
        Les documents classés et les ordonnances signées viendront ici.
      </EmptyState>
    );
  return (
    <ul className="documents" aria-label="Documents du dossier">
      {documents.map((d) => (
        <li key={d.id}>
          <button
            type="button"
            className={`document-line ${d.superseded ? 'superseded' : ''}`}
            onClick={() => void useDossier.getState().openDocument(d.id)}
          >
            <Icon name={kindIcons[d.kind]} />
            <span className="document-date">{frenchDate(d.date) || 'sans date'}</span>
            <span className="document-name">
              <b>{d.title}</b>
              <span className="muted">
                {d.cancelled
                  ? `Annulé le ${frenchDate(d.date) || 'date inconnue'} par ${d.author || 'son auteur'}`
                  : `${kindLabels[d.kind]} · ${d.author}`}{' '}
                · {origins[d.origin]}
              </span>
            </span>
            <span className="document-chips">
              {d.superseded && <Chip tone="wait">{replacedWords[d.replacedBy ?? 'here']}</Chip>}
              {d.cancelled && <Chip tone="high">annulé</Chip>}
              {(d.version ?? 1) > 1 && <Chip>version {d.version}</Chip>}
              <ResultFlags {...d} />
              {d.sent && (
                <Chip tone={d.sent.done === d.sent.of ? 'ok' : 'wait'}>
                  envoyé {d.sent.done} sur {d.sent.of}
                </Chip>
              )}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
