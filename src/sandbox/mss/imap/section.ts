import { part, split } from './structure';

/** What `BODY[…]` names: '', HEADER, HEADER.FIELDS (…), TEXT, 1.2, 1.2.MIME, 1.HEADER…; null when there is none. */
export function section(raw: Buffer, name: string): Buffer | null {
  const [, path, word = ''] = /^((?:\d+)(?:\.\d+)*)?\.?(.*)$/.exec(name) ?? [];
  const target = path ? part(raw, path.split('.').map(Number)) : { entity: raw, body: raw };
  if (!target) return null;
  const { header, body } = split(path && word.toUpperCase() !== 'MIME' ? target.body : target.entity);
  const keyword = word.toUpperCase();
  if (keyword === '') return path ? target.body : raw;
  if (keyword === 'HEADER' || keyword === 'MIME') return header;
  if (keyword === 'TEXT') return body;
  const [, not, list] = /^HEADER\.FIELDS(\.NOT)? \(([^)]*)\)$/.exec(keyword) ?? [];
  if (list === undefined) return null;
  const names = list.split(/\s+/).map((n) => n.replaceAll('"', '').toLowerCase());
  const fields = header
    .toString('latin1')
    .split(/\r?\n(?![ \t])/)
    .filter(Boolean);
  const kept = fields.filter(
    (f) => names.includes(f.slice(0, f.indexOf(':')).trim().toLowerCase()) !== Boolean(not),
  );
  return Buffer.from(`${kept.map((f) => `${f}\r\n`).join('')}\r\n`, 'latin1');
}
