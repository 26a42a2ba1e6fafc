import { type KeyboardEvent, useEffect } from 'react';
import type { DmpDocument } from '../../shared/contract/dmp';
import type { PatientRecord } from '../../shared/contract/record';
import { frenchDate, instant } from '../format/dates';
import { counted } from '../format/numbers';
import { ActionButton } from '../parts/ActionButton';
import { Chip, type Tone } from '../parts/Chip';
import { EmptyState, FailureState, LoadingState } from '../parts/states';
import { useDmp } from '../state/dmp';
import { useDossier } from '../state/dossier';

/** What the DMP of this patient holds, what of it is here already; one key brings the rest, one by one. */
export function DmpShelf({ record }: { record: PatientRecord }) {
  const patientId = record.patient.id;
  const { shelf, ask, patientId: asked } = useDmp();
  useEffect(() => {
    // Coming back from a document asks nothing again: the DMP is asked by a gesture.
    if (asked !== patientId) void ask(patientId);
  }, [asked, ask, patientId]);
  const known = asked === patientId ? shelf.value : null;
  if (shelf.failure) return <FailureState failure={shelf.failure} onRetry={() => void ask(patientId)} />;
  if (!known) return <LoadingState label="Le DMP est interrogé" lines={6} />;
  return (
    <>
      <p className="dmp-head muted">
        {counted(known.documents.length, 'document')} au DMP, interrogé le {instant(known.askedAt)}.
        <ActionButton quiet disabled={shelf.loading} onAct={() => void ask(patientId)}>
          Interroger de nouveau
        </ActionButton>
      </p>
      {known.documents.length === 0 ? (
        <EmptyState icon="dossier" title="Le DMP de ce patient ne contient aucun document visible." />
      ) : (
        <ul className="documents" aria-label="Documents du DMP" onKeyDown={moveFocus}>
          {known.documents.map((d) => (
            <li key={d.uniqueId}>
              <Line document={nowHere(d, record)} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Arrows go from line to line: a long list must not be walked by Tab alone. */
function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const lines = [...event.currentTarget.querySelectorAll('button')];
  const at = lines.indexOf(event.target as HTMLButtonElement);
  lines[Math.max(0, Math.min(lines.length - 1, at + step))]?.focus();
  event.preventDefault();
}

const standings: Record<DmpDocument['standing'], [string, Tone] | null> = {
  absent: null,
  'in-record': ['déjà au dossier', 'ok'],
  waiting: ['à classer dans la réception', 'wait'],
  elsewhere: ['classé dans un autre dossier', 'high'],
  differs: ['une autre copie, différente, est ici', 'high'],
};

/** The record may have moved since the DMP was asked: what was taken out of it is not « déjà au dossier ». */
function nowHere(document: DmpDocument, record: PatientRecord): DmpDocument {
  const here = record.documents.some((d) => d.id === document.documentId);
  if (here && document.standing !== 'differs') return { ...document, standing: 'in-record', elsewhere: null };
  return document.standing === 'in-record' ? { ...document, standing: 'waiting' } : document;
}

function Line({ document: d }: { document: DmpDocument }) {
  const bringing = useDmp((s) => s.bringing);
  const standing = standings[d.standing];
  const act = () => {
    if (d.standing === 'in-record' && d.documentId)
      return void useDossier.getState().openDocument(d.documentId);
    if (d.standing === 'absent' || d.standing === 'differs') void useDmp.getState().bring(d.uniqueId);
  };
  const word =
    bringing === d.uniqueId
      ? 'Récupération…'
      : d.standing === 'in-record'
        ? 'Ouvrir'
        : d.standing === 'absent' || d.standing === 'differs'
          ? 'Récupérer'
          : '';
  return (
    <button
      type="button"
      className="document-line dmp-line"
      onClick={act}
      aria-busy={bringing === d.uniqueId}
    >
      <span className="document-date">{frenchDate(d.date) || 'sans date'}</span>
      <span className="document-name">
        <b>{d.title}</b>
        <span className="muted">{[d.type, d.author].filter(Boolean).join(' · ')}</span>
      </span>
      <span className="document-chips">
        {d.masks.map((m) => (
          <Chip key={m} tone="wait">
            {m}
          </Chip>
        ))}
        {standing && (
          <Chip tone={standing[1]}>
            {standing[0]}
            {d.elsewhere && ` : ${d.elsewhere}`}
          </Chip>
        )}
        {word && (
          <span className="dmp-act">
            {word} <kbd>⏎</kbd>
          </span>
        )}
      </span>
    </button>
  );
}
