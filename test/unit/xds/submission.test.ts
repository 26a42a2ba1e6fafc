import { describe, expect, test } from 'vitest';
import { writeN1 } from '../../../src/main/cda/write/n1';
import { entryOf } from '../../../src/main/xds/entry';
import type { DocumentEntry } from '../../../src/main/xds/model';
import { associations, setSchemes } from '../../../src/main/xds/schemes';
import { submissionSetOf } from '../../../src/main/xds/set';
import { signatureEntryOf } from '../../../src/main/xds/signature';
import { writeSubmission } from '../../../src/main/xds/write';
import { attribute, descendants, type XmlElement } from '../../../src/main/xml/element';
import { parseXml } from '../../../src/main/xml/parse';
import { seededIds } from '../../../src/shared/ids';
import { written } from '../cda/example';

const now = new Date('2026-11-23T09:30:00Z');
function entry(): DocumentEntry {
  const cda = writeN1(written());
  const result = cda.ok ? entryOf(cda.value) : cda;
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
const setOf = (entries: DocumentEntry[]) =>
  submissionSetOf(entries, { uniqueId: '2.25.9', sourceId: '1.2.250.1.999', now });
const parsed = (xml: string): XmlElement[] => {
  const tree = parseXml(new TextEncoder().encode(xml));
  if (!tree.ok) throw new Error(tree.error.code);
  return [...descendants(tree.value)];
};
const named = (all: XmlElement[], name: string) => all.filter((e) => e.name === name);
const slotNames = (all: XmlElement[]) => named(all, 'Slot').map((s) => attribute(s, 'name'));

describe('a submission to the DMP', () => {
  const document = entry();
  const set = setOf([document])!;
  const signature = signatureEntryOf(set, document, seededIds('lot'), now);
  const replaces = { Document01: 'urn:uuid:11111111-2222-4333-8444-555555555555' };
  const all = parsed(writeSubmission({ set, entries: [document], replaces }, { form: 'dmp', signature }));

  test('ties each entry, the signature and the replacement to the set', () => {
    const ties = named(all, 'Association').map((a) =>
      ['associationType', 'sourceObject', 'targetObject'].map((k) => attribute(a, k)),
    );
    expect(ties).toEqual([
      [associations.hasMember, 'SubmissionSet01', 'Document01'],
      [associations.hasMember, 'SubmissionSet01', 'Signature01'],
      [associations.signs, 'Signature01', 'SubmissionSet01'],
      [associations.replaces, 'Document01', replaces.Document01],
    ]);
  });

  test('gives every classification and identifier its own id, and no hash nor size', () => {
    const ids = all.map((e) => attribute(e, 'id')).filter(Boolean);
    expect(new Set(ids).size).toBe(ids.length);
    for (const e of [...named(all, 'Classification'), ...named(all, 'ExternalIdentifier')])
      expect(attribute(e, 'id')).toBeTruthy();
    expect(slotNames(all)).not.toContain('hash');
    expect(slotNames(all)).not.toContain('URI');
  });

  test('names the author’s structure in the set, as the assertion will', () => {
    const author = named(all, 'Classification').find(
      (c) => attribute(c, 'classificationScheme') === setSchemes.author,
    )!;
    expect(set.authors[0]?.institution).toContain('499700000012001');
    expect(slotNames([...descendants(author)])).toContain('authorInstitution');
  });

  test('the signature entry is hidden from all and dated now', () => {
    expect(signature).toMatchObject({
      entryUuid: 'Signature01',
      languageCode: 'art',
      title: 'Source',
      creationTime: '20261123093000',
      serviceStopTime: '20261123093000',
      sourcePatientId: document.patientId,
      authors: document.authors,
    });
    expect(signature.confidentialityCodes.map((c) => c.code)).toEqual([
      'N',
      'MASQUE_PS',
      'INVISIBLE_PATIENT',
    ]);
  });
});

test('one lot, one patient', () => {
  const other = { ...entry(), patientId: 'x^^^&1.2.3&ISO^PI' };
  expect(setOf([entry(), other])).toBeNull();
  expect(setOf([])).toBeNull();
});

test('an archive carries hash, size and URI, and no replacement that its reader could not resolve', () => {
  const document = { ...entry(), uri: 'DOC0001.XML' };
  const all = parsed(
    writeSubmission(
      { set: setOf([document])!, entries: [document], replaces: { Document01: 'urn:uuid:x' } },
      { form: 'xdm' },
    ),
  );
  expect(slotNames(all)).toEqual(expect.arrayContaining(['hash', 'size', 'URI']));
  expect(named(all, 'Association').map((a) => attribute(a, 'associationType'))).toEqual([
    associations.hasMember,
  ]);
});

test('a title that looks like markup or entities is read back as it was', () => {
  const document = { ...entry(), title: '&amp; <b> "q" &#10;' };
  const xml = writeSubmission(
    { set: setOf([document])!, entries: [document], replaces: {} },
    { form: 'dmp' },
  );
  const values = named(parsed(xml), 'LocalizedString').map((e) => attribute(e, 'value'));
  expect(values).toContain('&amp; <b> "q" &#10;');
});
