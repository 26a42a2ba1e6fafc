import type { Warning } from '../../shared/documents/clinicalDocument';
import { counted } from '../format/numbers';

/** Something may be missing, or the patient may not be the one named: said without a gesture. */
const grave: readonly string[] = [
  'several-patients',
  'ins-several',
  'ins-key',
  'too-many-results',
  'attachment-damaged',
  'no-body',
];

/** What was odd while the document was read: it is shown as sent, and this says where to be careful. */
export function ReadingNotes({ warnings }: { warnings: readonly Warning[] }) {
  if (warnings.length === 0) return null;
  return (
    <details className="warnings" open={warnings.some((w) => grave.includes(w.code))}>
      <summary>{counted(warnings.length, 'remarque de lecture', 'remarques de lecture')}</summary>
      <ul>
        {warnings.map((w) => (
          <li key={`${w.code}${w.message}`}>{w.message}</li>
        ))}
      </ul>
    </details>
  );
}
