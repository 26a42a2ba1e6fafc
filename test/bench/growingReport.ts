import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The report that the fuzz starts from, with so many results in its panel, each with its own row of text. */
export function growingReport(count: number): Buffer {
  const seed = readFileSync(join(resolve(import.meta.dirname, '../fuzz/corpus'), 'report.xml'), 'utf8');
  const row = '<tr ID="r1">';
  const rowEnd = '</tr>';
  const entry = '<component><observation classCode="OBS" moodCode="EVN"><templateId root="1.3.6.1.4.1.19376.1.3.1.6"/><code code="2951-2"'; // biome-ignore format: one string
  const rowFrom = seed.indexOf(row);
  const rowTo = seed.indexOf(rowEnd, rowFrom) + rowEnd.length;
  const from = seed.indexOf(entry);
  const to = seed.indexOf('<component><observation', from + 1);
  const numbered = (text: string, i: number) =>
    text.replace(/(ID="|#)([an]|r)1"/g, `$1$2_${i}"`).replace('2951-2', `2951-${i}`);
  const many = (text: string) => Array.from({ length: count - 2 }, (_, i) => numbered(text, i)).join('');
  return Buffer.from(
    seed.slice(0, rowFrom) +
      many(seed.slice(rowFrom, rowTo)) +
      seed.slice(rowTo, from) +
      many(seed.slice(from, to)) +
      seed.slice(to),
  );
}
