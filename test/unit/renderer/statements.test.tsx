import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { CodedView } from '../../../src/renderer/document/CodedView';
import { NarrativeView } from '../../../src/renderer/document/NarrativeView';
import {
  codesBehind,
  periodText,
  statementGroups,
  statusText,
  valueText,
} from '../../../src/renderer/document/statements';
import { codeText } from '../../../src/renderer/format/codes';
import type { Section } from '../../../src/shared/documents/clinicalDocument';
import type { Statement } from '../../../src/shared/documents/statement';

const diabetes: Statement = {
  label: 'Diabète de type 2',
  code: { code: 'E11.9', system: '2.16.840.1.113883.6.3', label: 'Diabète sucré' },
  about: 'Maladie',
  value: null,
  start: '2019-03-12',
  end: null,
  status: 'active',
  negated: false,
  targets: ['d', 'e'],
  differs: null,
};
const section = (part: Partial<Section>): Section => ({
  code: null,
  system: null,
  title: null,
  narrative: [],
  sections: [],
  ...part,
});

describe('codes in words', () => {
  test('a system that doctors know has its name, another its OID', () => {
    expect(codeText(diabetes.code)).toBe('CIM-10 E11.9');
    expect(codeText({ code: 'X', system: '1.2.3', label: null })).toBe('1.2.3 X');
    expect(codeText({ code: null, system: null, label: 'x' })).toBe('');
  });

  test.each([
    ['25 {pack}/a', '25\u00a0pack/an'],
    ['1 – 2 {tablet}', '1 – 2\u00a0tablet'],
    ['70.5 kg', '70,5\u00a0kg'],
    ['oui', 'oui'],
    ['Suivi à prévoir', 'Suivi à prévoir'],
    [null, ''],
  ])('%s reads « %s »', (value, text) => expect(valueText(value)).toBe(text));

  test('« completed » is not told as an end: it is said of every written entry', () => {
    expect(statusText({ status: 'completed', negated: false })).toBe('');
    expect(statusText({ status: 'active', negated: true })).toBe('absent, actif');
    expect(statusText({ status: 'aborted', negated: false })).toBe('interrompu');
  });

  test('periods are told as far as they are known', () => {
    expect(periodText({ start: '2019-03-12', end: null })).toBe('12/03/2019');
    expect(periodText({ start: '2019-03-12', end: '2019-03-12' })).toBe('12/03/2019');
    expect(periodText({ start: '2019-03-12', end: '2020-01-02' })).toBe('12/03/2019 – 02/01/2020');
    expect(periodText({ start: null, end: '2020-01-02' })).toBe('→ 02/01/2020');
  });
});

describe('on the screen', () => {
  const document = {
    sections: [
      section({ title: 'Pathologies', sections: [section({ title: 'En cours', statements: [diabetes] })] }),
      section({ title: 'Kept before entries were read' }),
    ],
  };

  test('statements stand under the titles of their section; a document without any has no such view', () => {
    expect(statementGroups(document).map((g) => [g.title, g.statements.length])).toEqual([
      ['Pathologies › En cours', 1],
    ]);
    expect(statementGroups({ sections: [section({})] })).toEqual([]);
  });

  test('an absence is said in words, and markup in a label is only words', () => {
    const statements = [{ ...diabetes, label: '<b>x</b>', negated: true }];
    const html = renderToStaticMarkup(<CodedView document={{ sections: [section({ statements })] }} />);
    expect(html).toContain('absent, actif');
    expect(html).toContain('&lt;b&gt;x&lt;/b&gt;');
  });

  test('a difference is shown once, after the first of its places', () => {
    const behind = codesBehind([{ ...diabetes, differs: 'Diabète 12/03/2009' }]);
    const content = (id: string) => ({
      type: 'content' as const,
      id,
      styles: [],
      children: [{ type: 'text' as const, text: id }],
    });
    const html = renderToStaticMarkup(
      <NarrativeView nodes={[content('d'), content('e'), content('f')]} attachments={[]} behind={behind} />,
    );
    expect(html.match(/donnée codée/g)).toHaveLength(1);
    expect(html.match(/CIM-10 E11\.9/g)).toHaveLength(2);
    expect(html).toContain('≠ donnée codée\u202f: 12/03/2019');
    expect(html).toContain('<span>f</span>');
  });
});
