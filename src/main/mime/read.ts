import { unturned } from '../../shared/directions';
import { ok, type Result } from '../../shared/result';
import type { MimeFailure } from './failure';
import { addresses, decoded, type Header, header, type MailAddress, textOf } from './headers';
import { type Part, takeApart } from './parts';

export interface MailAttachment {
  fileName: string | null;
  mediaType: string;
  bytes: Uint8Array;
}

/** A message as the intake needs it. Its documents are among the attachments, wherever they were nested. */
export interface Mail {
  messageId: string | null;
  inReplyTo: string | null;
  references: string[];
  from: MailAddress | null;
  to: MailAddress[];
  /** As sent, decoded. */
  subject: string;
  /** Without the XDM prefix (ECO.3.1.3). */
  displaySubject: string;
  /** The subject announces an XDM. Only content decides. */
  announcesXdm: boolean;
  /** ISO 8601 in UTC, or null. */
  date: string | null;
  /** The first plain text, else the words of the first HTML. */
  text: string;
  attachments: MailAttachment[];
  headers: readonly Header[];
}

const XDM_PREFIX = /^\s*XDM\/1\.0\/DDM\s*\+?\s*/i;

/** Message bytes (RFC 5322, MIME) → its head, its text and its attachments. Bounded before anything is decoded. */
export function readMail(bytes: Uint8Array): Result<Mail, MimeFailure> {
  const message = takeApart(bytes);
  if (!message.ok) return message;
  const { headers, parts } = message.value;
  const subject = decoded(header(headers, 'subject'));
  const sent = Date.parse(header(headers, 'date') ?? '');
  const body = bodyOf(parts);
  return ok({
    messageId: bracketed(header(headers, 'message-id'))[0] ?? null,
    inReplyTo: bracketed(header(headers, 'in-reply-to'))[0] ?? null,
    references: bracketed(header(headers, 'references')),
    from: addresses(header(headers, 'from'))[0] ?? null,
    to: addresses(header(headers, 'to')),
    subject,
    displaySubject: subject.replace(XDM_PREFIX, ''),
    announcesXdm: XDM_PREFIX.test(subject),
    date: Number.isNaN(sent) ? null : new Date(sent).toISOString(),
    text: body.text,
    attachments: parts
      .filter((part) => !body.used.includes(part))
      .map((part) => ({
        fileName: part.fileName === null ? null : fileName(part.fileName),
        mediaType: part.mediaType,
        bytes: part.body,
      })),
    headers,
  });
}

/** `<id>` forms of a header; a bare id is taken too. */
const bracketed = (value: string | null): string[] =>
  value ? (value.match(/<[^<>\s]+>/g) ?? value.split(/\s+/).filter(Boolean)) : [];

/** A name to show, never a path to open. */
const fileName = (raw: string): string =>
  decoded(raw)
    .replace(/^.*[/\\]/, '')
    .slice(0, 200);

function bodyOf(parts: readonly Part[]): { text: string; used: Part[] } {
  const plain = parts.find((p) => !p.attached && p.mediaType === 'text/plain');
  const html = parts.find((p) => !p.attached && p.mediaType === 'text/html');
  const used = parts.filter((p) => p === plain || p === html || (p.alternative && !p.attached && isText(p)));
  const text = plain
    ? textOf(plain.body, plain.charset)
    : html
      ? withoutMarkup(textOf(html.body, html.charset))
      : '';
  return { text: unturned(text.replace(/\r\n/g, '\n').trim().slice(0, MAX_TEXT)), used };
}

const isText = (part: Part) => part.mediaType.startsWith('text/');

/** A mail's text is a covering note: beyond this it is not read. */
const MAX_TEXT = 100_000;

/** The words of an HTML text, for reading only: never shown as HTML. */
const withoutMarkup = (html: string): string =>
  withoutScripts(html.slice(0, MAX_TEXT * 4))
    .replace(/<\/(?:p|div|tr|li|h\d)\s{0,9}>|<br[\s/]{0,9}>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&nbsp;/gi, ' ')
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&quot;/gi, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/gi, '&')
    .split('\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n');

/** Cuts out scripts, styles and heads; one that is not closed takes the rest with it. */
function withoutScripts(html: string): string {
  const lower = html.toLowerCase();
  const opening = /<(script|style|head)\b/g;
  let kept = '';
  let from = 0;
  for (let found = opening.exec(lower); found; found = opening.exec(lower)) {
    kept += html.slice(from, found.index);
    const close = lower.indexOf(`</${found[1]}`, found.index);
    if (close < 0) return kept;
    from = close;
    opening.lastIndex = close;
  }
  return kept + html.slice(from);
}
