import type { TraitComparison } from '../../shared/contract/inbox';
import { formatMatricule } from '../../shared/identity/ins';
import { frenchDate } from '../format/dates';
import { insNatureWords } from '../format/identity';
import { Chip, type Tone } from '../parts/Chip';

const verdicts: Record<TraitComparison['verdict'], { tone: Tone; word: string }> = {
  equal: { tone: 'ok', word: '= égal' },
  form: { tone: 'plain', word: '≈ écriture' },
  different: { tone: 'high', word: '≠ différent' },
  absent: { tone: 'wait', word: '∅ absent' },
};

/** COG code of a place that nobody knows. */
const UNKNOWN_PLACE = '99999';

function shown({ trait }: TraitComparison, value: string | null): string {
  if (value === null || value === '') return '—';
  if (trait === 'matricule') return formatMatricule(value);
  if (trait === 'oid') return insNatureWords(value);
  if (trait === 'birthDate') return frenchDate(value) || value;
  return trait === 'birthPlace' && value === UNKNOWN_PLACE ? 'inconnu' : value;
}

/** Two columns, trait by trait, each difference marked by a word as well as a colour. */
export function Comparison({ lines, known }: { lines: readonly TraitComparison[]; known: string }) {
  return (
    <table className="comparison">
      <thead>
        <tr>
          <th scope="col">Trait</th>
          <th scope="col">Document reçu</th>
          <th scope="col">Dossier {known}</th>
          <th scope="col">Verdict</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.trait} className={line.verdict}>
            <th scope="row">{line.label}</th>
            <td>{shown(line, line.received)}</td>
            <td>{shown(line, line.known)}</td>
            <td>
              <Chip tone={verdicts[line.verdict].tone}>{verdicts[line.verdict].word}</Chip>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
