import { expect, test } from 'vitest';
import { writeN1 } from '../../../src/main/cda/write/n1';
import { entryOf } from '../../../src/main/xds/entry';
import { submissionSetOf } from '../../../src/main/xds/set';
import { signatureEntryOf } from '../../../src/main/xds/signature';
import { writeSubmission } from '../../../src/main/xds/write';
import { seededIds } from '../../../src/shared/ids';
import { hasProgram, judge } from '../../support/programs';
import { hasShared, shared, skippedWithoutShared } from '../../support/shared';
import { variant } from '../../unit/cda/variants';

const ready = hasShared && hasProgram('xmllint');
const now = new Date('2026-11-23T09:30:00Z');

function messages(n: number): string[] {
  const cda = writeN1(variant(n));
  if (!cda.ok) throw new Error(cda.error.code);
  const entry = entryOf(cda.value, { uri: 'DOC0001.XML' });
  if (!entry.ok) throw new Error(entry.error.code);
  const set = submissionSetOf([entry.value], {
    uniqueId: '2.25.9',
    sourceId: '1.2.250.1.999.1.1.8121',
    now,
  })!;
  const signature = signatureEntryOf(set, entry.value, seededIds('schema'), now);
  const replaces = { Document01: 'urn:uuid:0a3b7a1e-0000-4000-8000-000000000001' };
  return [
    writeSubmission({ set, entries: [entry.value], replaces }, { form: 'dmp', signature }),
    writeSubmission({ set, entries: [entry.value], replaces: {} }, { form: 'xdm' }),
  ];
}

test.skipIf(!ready)(
  `xmllint accepts our submissions against the ebRS 3.0 schemas${skippedWithoutShared}`,
  () => {
    for (let n = 0; n < 12; n++)
      for (const message of messages(n)) {
        const said = judge(
          'xmllint',
          ['--noout', '--nonet', '--schema', shared('data/xds/xsd-xds-b/lcm.xsd'), '-'],
          message,
        );
        expect(said.stderr.trim()).toBe('- validates');
      }
  },
);

test.skipIf(!ready)(`and refuses one without the identifier’s registryObject${skippedWithoutShared}`, () => {
  const broken = messages(0)[0]!.replace(/ registryObject="[^"]*"/, '');
  const said = judge(
    'xmllint',
    ['--noout', '--nonet', '--schema', shared('data/xds/xsd-xds-b/lcm.xsd'), '-'],
    broken,
  );
  expect(said.status).not.toBe(0);
});
