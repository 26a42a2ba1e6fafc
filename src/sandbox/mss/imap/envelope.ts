import { headerOf } from '../delivery';
import { nstring } from './syntax';

/** ENVELOPE (RFC 3501 §7.4.2). */
export function envelope(raw: Buffer): string {
  const from = addresses(headerOf(raw, 'from'));
  const or = (name: string) => {
    const own = addresses(headerOf(raw, name));
    return own === 'NIL' ? from : own;
  };
  return `(${[
    nstring(headerOf(raw, 'date')),
    nstring(headerOf(raw, 'subject')),
    from,
    or('sender'),
    or('reply-to'),
    addresses(headerOf(raw, 'to')),
    addresses(headerOf(raw, 'cc')),
    addresses(headerOf(raw, 'bcc')),
    nstring(headerOf(raw, 'in-reply-to')),
    nstring(headerOf(raw, 'message-id')),
  ].join(' ')})`;
}

function addresses(value: string | null): string {
  if (!value) return 'NIL';
  const list = value.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g) ?? [];
  const shown = list.map((one) => {
    const [, name = '', address] = /^\s*(.*?)\s*<([^<>]*)>\s*$/.exec(one) ?? ['', '', one.trim()];
    const at = (address ?? '').lastIndexOf('@');
    const display = name.replace(/^"(.*)"$/, '$1');
    return `(${nstring(display || null)} NIL ${nstring((address ?? '').slice(0, at))} ${nstring((address ?? '').slice(at + 1))})`;
  });
  return `(${shown.join('')})`;
}
