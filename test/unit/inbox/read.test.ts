import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEnvelope } from '../../../src/main/inbox/read';
import { readDocument, readPiece } from '../../../src/main/inbox/readDocument';
import { readMessage } from '../../../src/main/inbox/readMessage';
import { insKey } from '../../../src/shared/identity/ins';
import { cdaOf, type Described, xdmOf, zipOf } from '../xdm/zipOf';

const ELISE = `2860335238012${insKey('2860335238012')}`;
const OTHER = `1790354588157${insKey('1790354588157')}`;
const cx = (matricule: string) => `${matricule}^^^&1.2.250.1.213.1.4.8&ISO^NH`;
const cda = cdaOf('1.2.3', ELISE);
const described = (more: Partial<Described> = {}): Described => ({
  uri: 'DOC0001.XML',
  bytes: cda,
  patientId: cx(ELISE),
  uniqueId: '1.2.3',
  ...more,
});
const pdf = (mark: string) => Buffer.from(`%PDF-1.4\n${mark}\nstartxref`);

const part = (name: string, bytes: Uint8Array, type = 'application/octet-stream') =>
  `--b\r\nContent-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(bytes).toString('base64')}\r\n`;
const mail = (subject: string, ...parts: string[]) =>
  new Uint8Array(
    Buffer.from(
      `From: Labo <labo@mssante.fr>\r\nSubject: ${subject}\r\nMessage-ID: <1@x>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nBonjour\r\n${parts.join('')}--b--\r\n`,
      'latin1',
    ),
  );
const only = async (bytes: Uint8Array) => {
  const { documents } = await readEnvelope(bytes, null);
  expect(documents).toHaveLength(1);
  return documents[0]!;
};

describe('what bytes are is told by the bytes', () => {
  test.each([
    ['eml', mail('x')],
    ['xdm', xdmOf([described()])],
    ['cda', cda],
    ['cda', new Uint8Array(Buffer.from('\ufeff<a/>', 'utf16le'))],
    ['cda', new TextEncoder().encode('\ufeff \n<a/>')],
    ['pdf', pdf('x')],
    ['unknown', new Uint8Array([0xff, 0xd8, 0xff])],
    ['unknown', new Uint8Array()],
  ] as const)('%s', async (form, bytes) => {
    expect((await readEnvelope(bytes, 'menteur.pdf')).form).toBe(form);
  });

  test('unknown bytes are a typed failure', async () => {
    const { failure } = await readEnvelope(new Uint8Array([1, 2, 3]), 'a.xml');
    expect(failure?.code).toBe('read-unknown-form');
  });
});

describe('a message', () => {
  test('its archive gives the document, its PDF is the twin and not a second document', async () => {
    const { message, documents } = await readEnvelope(
      mail('XDM/1.0/DDM+CR DURAND', part('IHE_XDM.zip', xdmOf([described()])), part('a.pdf', pdf('a'))),
      null,
    );
    expect(message).toMatchObject({ displaySubject: 'CR DURAND', text: 'Bonjour', others: [] });
    expect(documents).toHaveLength(1);
    expect(documents[0]).toMatchObject({ trustworthy: true, pdfTwin: { fileName: 'a.pdf' }, warnings: [] });
    expect(documents[0]!.result.ok && documents[0]!.result.value.level).toBe('N1');
  });

  test('two documents take each its own PDF by date and name; a third PDF stands by itself', async () => {
    const second = cdaOf('1.2.4', ELISE, 'Deux');
    const zip = xdmOf([described(), described({ uri: 'DOC0002.XML', bytes: second, uniqueId: '1.2.4' })]);
    const { documents } = await readEnvelope(
      mail(
        'CR de biologie',
        part('x.zip', zip),
        part('notice.pdf', pdf('n')),
        part('20260102_CR_DURAND_ELISE.pdf', pdf('1')),
        part('20260102_CR_DURAND_ELISE_2.pdf', pdf('2')),
      ),
      null,
    );
    expect(documents.map((d) => d.pdfTwin?.fileName ?? d.fileName)).toEqual([
      '20260102_CR_DURAND_ELISE.pdf',
      '20260102_CR_DURAND_ELISE_2.pdf',
      'notice.pdf',
    ]);
    expect(documents[2]!.result.ok && documents[2]!.result.value.level).toBe('PDF');
  });

  test('the PDF that is the body of an N1 goes to it whatever its name', async () => {
    const body = Buffer.from('JVBERi0xLjQKc3RhcnR4cmVm', 'base64');
    const { documents } = await readEnvelope(
      mail('x', part('autre.pdf', pdf('z')), part('zz.pdf', body), part('d.xml', cda, 'text/xml')),
      null,
    );
    expect(documents.map((d) => d.pdfTwin?.fileName ?? d.fileName)).toEqual(['zz.pdf', 'autre.pdf']);
  });

  test('a naked PDF takes title and kind from the subject, and names nobody', async () => {
    const document = await only(mail('Scan', part('scan.pdf', pdf('x'))));
    expect(document.result.ok && document.result.value).toMatchObject({
      level: 'PDF',
      patient: { ins: null, birthName: null },
      attachments: [{ index: 0, role: 'body', mediaType: 'application/pdf' }],
    });
    const kind = async (subject: string) => {
      const { result } = await only(mail(subject, part('a.pdf', pdf('x'))));
      return result.ok ? result.value.kind : '';
    };
    expect(await kind('Resultats d examens de biologie')).toBe('biology');
    expect(await kind('Compte rendu scanner')).toBe('imaging');
    expect(await kind('Ordonnance de sortie')).toBe('prescription');
    expect(await kind('Bonjour')).toBe('other');
  });

  test('the same CDA inside and beside an archive is one document', async () => {
    const { documents } = await readEnvelope(
      mail('x', part('x.zip', xdmOf([described()])), part('doc.xml', cda, 'text/xml')),
      null,
    );
    expect(documents).toHaveLength(1);
  });

  test('what cannot be read is kept with its reason, the rest opens', async () => {
    const evil = zipOf([{ name: '../x' }]);
    const bad = new TextEncoder().encode('<!DOCTYPE x><ClinicalDocument/>');
    const { documents } = await readEnvelope(
      mail('x', part('evil.zip', evil), part('bad.xml', bad), part('ok.xml', cda)),
      null,
    );
    expect(documents.map((d) => (d.result.ok ? 'ok' : d.result.error.code))).toEqual([
      'zip-unsafe',
      'xml-doctype',
      'ok',
    ]);
    expect(Buffer.compare(documents[0]!.bytes, evil)).toBe(0);
  });

  test('files that are no documents are listed, not opened', async () => {
    const { message, documents } = await readEnvelope(
      mail('x', part('photo.jpg', new Uint8Array([0xff, 0xd8, 0xff]), 'image/jpeg')),
      null,
    );
    expect(documents).toEqual([]);
    expect(message?.others.map((o) => ({ ...o, bytes: [...o.bytes] }))).toEqual([
      { fileName: 'photo.jpg', mediaType: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
    ]);
  });
});

describe('what may not be filed by itself', () => {
  test('E-MSS-20 two patients in one message', async () => {
    const { documents } = await readEnvelope(
      mail('x', part('a.xml', cda), part('b.xml', cdaOf('1.2.4', OTHER))),
      null,
    );
    expect(documents.map((d) => d.trustworthy)).toEqual([false, false]);
  });

  test.each([
    [
      'a patient that the archive names otherwise',
      described({ patientId: cx(OTHER) }),
      'xdm-patient-differs',
    ],
    ['an identifier that differs', described({ uniqueId: '9.9' }), 'xdm-id-differs'],
    ['a false hash', described({ hash: 'f'.repeat(40) }), 'xdm-hash'],
  ])('%s', async (_, entry, code) => {
    const document = await only(xdmOf([entry]));
    expect(document.trustworthy).toBe(false);
    expect(document.warnings.map((w) => w.code)).toEqual([code]);
    expect(document.result.ok).toBe(true);
  });
});

describe('what the intake gets', () => {
  test('document, pieces and the PDF beside as one more piece; the unreadable apart', async () => {
    const read = await readMessage(
      mail(
        'XDM/1.0/DDM+CR',
        part('x.zip', xdmOf([described()])),
        part('a.pdf', pdf('a')),
        part('evil.zip', zipOf([{ name: '/x' }])),
      ),
    );
    if (!read.ok) throw new Error(read.error.code);
    expect(read.value).toMatchObject({
      from: 'Labo',
      fromAddress: 'labo@mssante.fr',
      subject: 'CR',
      messageId: '<1@x>',
    });
    const [found] = read.value.documents;
    expect(found!.document.attachments.map((a) => a.role)).toEqual(['body', 'copy']);
    expect(found!.attachments.map((a) => [a.index, Buffer.from(a.bytes).toString('latin1')])).toEqual([
      [0, '%PDF-1.4\nstartxref'],
      [1, '%PDF-1.4\na\nstartxref'],
    ]);
    expect(read.value.unreadable.map((u) => [u.fileName, u.failure.code])).toEqual([
      ['evil.zip', 'zip-unsafe'],
    ]);
  });

  test('a message that is none is a failure, not an exception', async () => {
    const read = await readMessage(new Uint8Array([0, 1, 2]));
    expect(!read.ok && read.error.code).toBe('read-unknown-form');
  });
});

test('a stored document opens again by its bytes, and gives its pieces', () => {
  expect(readDocument(cda).ok).toBe(true);
  expect(readDocument(pdf('x')).ok).toBe(true);
  expect(readDocument(mail('x')).ok).toBe(false);
  const piece = readPiece(pdf('x'), 0);
  expect(piece.ok && piece.value.mediaType).toBe('application/pdf');
  expect(readPiece(cda, 7).ok).toBe(false);
});

test('no bytes make it throw', async () => {
  const good = [cda, xdmOf([described()]), mail('x', part('x.zip', xdmOf([described()])))];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...good),
      fc.array(fc.tuple(fc.nat(3000), fc.nat(255)), { maxLength: 6 }),
      fc.nat(4000),
      async (bytes, changes, cut) => {
        const changed = bytes.slice(0, cut);
        for (const [at, value] of changes) if (at < changed.length) changed[at] = value;
        await readEnvelope(changed, null);
      },
    ),
    { numRuns: 300 },
  );
});
