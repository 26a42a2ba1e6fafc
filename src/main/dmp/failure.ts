import { type Failure, failures } from '../../shared/failure';
import { redact } from '../../shared/log';
import { catalogue } from './catalogue';
import { codes, phrases } from './serverCodes';

export type DmpError = keyof typeof catalogue;

/** A failure of the DMP by its code. */
export const dmpFailure = failures(catalogue);

/** What the server answered, by its code – prefixes of any kind taken off – or by its sentence. */
export function refusal(code: string, text: string): Failure<DmpError> {
  const plain = code.split(':').at(-1) ?? '';
  const detail = `${code} ${masked(text)}`.trim().slice(0, 200);
  const known = codes[plain];
  if (known) return dmpFailure(known, detail);
  const said = phrases.find(([phrase]) => fold(`${code} ${text}`).includes(fold(phrase)));
  if (said) return dmpFailure(said[1], detail);
  const failure = dmpFailure('dmp-refused', detail);
  // dmp.md §10: the complete catalogue is not public, so an unknown code is shown as it came.
  const shown = plain.replace(/[^\w.-]/g, '').slice(0, 60);
  return shown ? { ...failure, message: `Le DMP a refusé la demande (code ${shown}).` } : failure;
}

/** The most telling of several: one that asks something of someone, before one that only asks for time. */
export function worst(failures: readonly Failure<DmpError>[]): Failure<DmpError> {
  const order = { never: 0, human: 1, now: 2, later: 3 };
  return [...failures].sort((a, b) => order[a.retry] - order[b.retry])[0] ?? dmpFailure('dmp-refused');
}

/** A server may quote the patient: words all in capitals and long numbers do not reach the log. */
const masked = (text: string): string =>
  redact(text)
    .replace(/(?<![\p{L}\d])\p{Lu}[\p{Lu}'’-]+(?![\p{L}\d])/gu, '…')
    .replace(/\d{6,}/g, '#');

/** Letters only: servers vary in accents, quotes and case. */
const fold = (s: string) =>
  s
    .normalize('NFD')
    .replace(/[^a-zA-Z0-9]+/g, '')
    .toLowerCase();
