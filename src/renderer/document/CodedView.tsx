import type { ClinicalDocument } from '../../shared/documents/clinicalDocument';
import type { Statement } from '../../shared/documents/statement';
import { codeText } from '../format/codes';
import { periodText, statementGroups, statusText, valueText } from './statements';

const COLUMNS = 5;

/** What the entries of a document say in codes, beside the words they point to; what its text contradicts stands under it. */
export function CodedView({ document }: { document: Pick<ClinicalDocument, 'sections'> }) {
  return (
    <table className="results coded">
      <thead>
        <tr>
          <th scope="col">Donnée</th>
          <th scope="col">Code</th>
          <th scope="col">Valeur</th>
          <th scope="col">Date</th>
          <th scope="col">Statut</th>
        </tr>
      </thead>
      {statementGroups(document).map((group, g) => (
        <tbody key={`${group.title}${String(g)}`}>
          <tr className="group">
            <th scope="colgroup" colSpan={COLUMNS}>
              {group.title || 'Sans titre'}
            </th>
          </tr>
          {group.statements.map((s, i) => (
            <StatementRow key={`${s.label}${String(i)}`} statement={s} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function StatementRow({ statement }: { statement: Statement }) {
  const { label, code, about, value, differs } = statement;
  const sameWords = code?.label === null || code?.label === undefined || code.label === label;
  return (
    <>
      <tr>
        <th scope="row">
          {label}
          {about && <span className="muted"> ({about})</span>}
        </th>
        <td title={sameWords ? undefined : (code?.label ?? undefined)}>
          {codeText(code)}
          {!sameWords && <span className="muted"> {code?.label}</span>}
        </td>
        <td>{valueText(value)}</td>
        <td>{periodText(statement)}</td>
        <td>{statusText(statement)}</td>
      </tr>
      {differs && (
        <tr className="result-comment">
          <td colSpan={COLUMNS}>
            <strong>≠ Le texte dit autre chose :</strong> {differs}
          </td>
        </tr>
      )}
    </>
  );
}
