import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCda } from '../../../src/main/cda/read';
import type { LabResult } from '../../../src/shared/biology/result';
import { hasProgram } from '../../support/programs';
import { hasShared, shared, skippedWithoutShared } from '../../support/shared';

const folder = shared('data', 'cda-examples');
const files = hasShared ? readdirSync(folder).filter((f) => f.endsWith('.xml')) : [];
const sample = shared('tools', 'cda-conformance', 'samples');
const all = [...files.map((f) => join(folder, f)), ...(hasShared ? [join(sample, 'reader-cr-bio.xml')] : [])];

const el = (name: string) => `*[local-name()='${name}']`;
const RESULT = `//${el('observation')}[${el('templateId')}/@root='1.3.6.1.4.1.19376.1.3.1.6'][not(ancestor::${el('entryRelationship')}[@typeCode='REFR'])]`;
const counts = {
  results: `count(${RESULT})`,
  earlier: `count(${RESULT}/${el('entryRelationship')}[@typeCode='REFR']/${el('observation')})`,
  flagged: `count(${RESULT}[${el('interpretationCode')}/@code])`,
  high: `count(${RESULT}[${el('interpretationCode')}/@code='H'])`,
  resistant: `count(${RESULT}[${el('interpretationCode')}/@code='R'])`,
  quantities: `count(${RESULT}/${el('value')}[substring-after(concat(':',@*[local-name()='type']),':')='PQ' or contains(@*[local-name()='type'],':PQ')][@value])`,
  lows: `count(${RESULT}/${el('referenceRange')}//${el('low')}[@value])`,
  highs: `count(${RESULT}/${el('referenceRange')}//${el('high')}[@value])`,
  sumOfValues: `sum(${RESULT}/${el('value')}[contains(concat(':',@*[local-name()='type']),':PQ')]/@value)`,
};

/** An outside judge: xmllint's XPath on the same bytes. */
const xpath = (file: string) => {
  const expression = `concat(${Object.values(counts).join(",' ',")})`;
  const numbers = execFileSync('xmllint', ['--huge', '--xpath', expression, file])
    .toString()
    .trim()
    .split(' ');
  return Object.fromEntries(Object.keys(counts).map((k, i) => [k, Number(numbers[i])]));
};

const count = (results: readonly LabResult[], test: (r: LabResult) => boolean) => results.filter(test).length;

describe.skipIf(!hasShared || !hasProgram('xmllint'))(
  `against xmllint’s XPath${skippedWithoutShared}`,
  () => {
    test.each(all)('%s: results, flags, ranges and earlier values are neither lost nor invented', (file) => {
      const read = readCda(readFileSync(file));
      if (!read.ok) throw new Error(read.error.code);
      const { results } = read.value;
      const judged = xpath(file);
      const quantities = results.filter((r) => r.value.kind === 'quantity' && r.value.unit !== null);
      expect({
        results: results.length,
        earlier: results.reduce((n, r) => n + r.previous.length, 0),
        flagged: count(results, (r) => r.interpretation !== null),
        high: count(results, (r) => r.interpretation === 'H'),
        resistant: count(results, (r) => r.interpretation === 'R'),
        quantities: quantities.length,
        lows: count(results, (r) => (r.range?.low ?? null) !== null),
        highs: count(results, (r) => (r.range?.high ?? null) !== null),
      }).toEqual({ ...judged, sumOfValues: undefined });
      const sum = quantities.reduce((n, r) => n + Number(r.value.value), 0);
      expect(sum).toBeCloseTo(judged.sumOfValues!, 6);
    });
  },
);
