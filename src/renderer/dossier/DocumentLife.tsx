import type { DocumentLife as Life, ThreadVersion, TracedChange } from '../../shared/contract/thread';
import { frenchDate, instant } from '../format/dates';
import { sourceWords } from '../format/sources';
import { Chip } from '../parts/Chip';
import { useDossier } from '../state/dossier';

/** Where a document came from, its versions, and what its laboratory changed: kept whatever is filed since. */
export function DocumentLife({ life, documentId }: { life: Life; documentId: string }) {
  return (
    <section className="life" aria-label="Provenance et versions">
      <p className="muted">{life.sources.map(sourceWords).join(', ') || 'Écrit ici'}</p>
      {life.versions.length > 1 && <VersionLinks versions={life.versions} documentId={documentId} />}
      {life.changes.length > 0 && <Trace changes={life.changes} />}
    </section>
  );
}

const standings: Record<ThreadVersion['standing'], string> = {
  current: 'courante',
  replaced: 'remplacée',
  cancelled: 'annulée',
  likely: 'peut-être une version',
};

/** Only what stands in this record opens from here; the others are named, with where they are. */
function VersionLinks({ versions, documentId }: { versions: readonly ThreadVersion[]; documentId: string }) {
  const patientId = useDossier((s) => s.patientId);
  const { openDocument } = useDossier.getState();
  return (
    <ul className="life-versions" aria-label="Versions">
      {versions.map((v) => {
        const name = `${v.version === null ? 'Version' : `Version ${v.version}`} du ${frenchDate(v.date) || '—'}, ${standings[v.standing]}`;
        const here = v.patientId === patientId;
        return (
          <li key={v.documentId}>
            {here && v.documentId !== documentId ? (
              <button type="button" className="btn quiet" onClick={() => void openDocument(v.documentId)}>
                {name}
              </button>
            ) : (
              <span className={v.documentId === documentId ? 'here' : 'muted'}>
                {name}
                {!here && (v.patientId === null ? ' (à classer)' : ` (dossier de ${v.patientName})`)}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

const changeWords: Record<TracedChange['change'], string> = {
  added: 'ajouté',
  removed: 'retiré ou annulé',
  value: 'valeur modifiée',
  status: 'statut modifié',
  reading: 'lecture modifiée',
};

const flagWords: Record<string, string> = {
  H: '↑ haut',
  HH: '↑↑ critique',
  L: '↓ bas',
  LL: '↓↓ critique',
  A: '! anormal',
  AA: '! critique',
};

/** The trace keeps what was sent: `14.1 ug/L, L`; it is read as « 14,1 ug/L, ↓ bas ». */
const traced = (text: string): string =>
  text.replace(/(\d)\.(?=\d)/g, '$1,').replace(/, ([A-Z]{1,2})(?=,|$)/, (all, flag) => {
    const word = flagWords[flag];
    return word ? `, ${word}` : all;
  });

function Trace({ changes }: { changes: readonly TracedChange[] }) {
  return (
    <details className="trace" open>
      <summary>
        {changes.length > 1
          ? `${changes.length} résultats modifiés par le laboratoire`
          : '1 résultat modifié par le laboratoire'}
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Analyse</th>
            <th scope="col">Changement</th>
            <th scope="col">Avant</th>
            <th scope="col">Après</th>
            <th scope="col">Par</th>
            <th scope="col">Reçu</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((c) => (
            <tr key={`${c.at}${c.formerVersion}${c.version}${c.label}${c.before}${c.after}`}>
              <th scope="row">{c.label}</th>
              <td>
                <Chip tone={c.change === 'added' ? 'act' : 'wait'}>{changeWords[c.change]}</Chip>
              </td>
              <td>{c.before === null ? '—' : <del>{traced(c.before)}</del>}</td>
              <td>{c.after === null ? '—' : traced(c.after)}</td>
              <td>
                {c.who}
                {c.version !== null && `, version ${c.version}`}
              </td>
              <td>{instant(c.at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
