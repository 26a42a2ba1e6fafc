/**
 * The log of the product: named events with small fields. It never carries a patient's traits,
 * a PIN, a token or a document: writers pass it through {@link redact}.
 */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export const silentLog: Log = { info() {}, warn() {}, error() {} };

/** A log whose lines are JSON objects, each value redacted. */
export function jsonLog(write: (line: string) => void, now: () => Date): Log {
  const at =
    (level: string) =>
    (event: string, fields: LogFields = {}) => {
      const clean = Object.fromEntries(
        Object.entries(fields).map(([k, v]) => [k, typeof v === 'string' ? redact(v) : v]),
      );
      write(JSON.stringify({ at: now().toISOString(), level, event, ...clean }));
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

const MATRICULE = /\b[1-9]\s?\d{2}\s?\d{2}\s?(?:\d{2}|2[AB])\s?\d{3}\s?\d{3}(?:\s?\d{2})?\b/gi;
const SECRET = /\b(Bearer|password|passwd|pin|token|authorization)(["'=:\s]+)\S+/gi;
const XML = /<[A-Za-z!?][^>]{0,200}>[\s\S]*/g;

/** Takes out of a text what no log may hold: matricules, secrets, mail addresses of patients, XML. */
export const redact = (text: string): string =>
  text.replace(XML, '<…>').replace(MATRICULE, '[matricule]').replace(SECRET, '$1$2[secret]').slice(0, 500);
