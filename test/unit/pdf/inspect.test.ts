import { deflateSync } from 'node:zlib';
import { PDFDocument } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inspectPdf, isPdf } from '../../../src/main/pdf/inspect';
import { limits } from '../../../src/shared/limits';

const raw = (text: string) => new Uint8Array(Buffer.from(`%PDF-1.4\n${text}\nstartxref`, 'latin1'));
const codes = (bytes: Uint8Array) => inspectPdf(bytes).warnings.map((w) => w.code);

async function made(change: (pdf: PDFDocument) => void | Promise<void>, useObjectStreams: boolean) {
  const pdf = await PDFDocument.create();
  for (let i = 0; i < 3; i++) pdf.addPage();
  await change(pdf);
  return pdf.save({ useObjectStreams });
}

describe.each([true, false])('PDFs of a real writer, object streams: %s', (streams) => {
  test('an ordinary one raises nothing and its pages are counted', async () => {
    const seen = inspectPdf(await made(() => {}, streams));
    expect(seen).toEqual({ isPdf: true, pages: 3, encrypted: false, warnings: [] });
  });
  test('E-REC-08 a script is seen, wherever it is kept', async () => {
    expect(codes(await made((p) => p.addJavaScript('x', 'app.alert(1)'), streams))).toEqual(['pdf-active']);
  });
  test('E-REC-08 a file inside is seen', async () => {
    const bytes = await made((p) => p.attach(new Uint8Array([1]), 'evil.exe'), streams);
    expect(codes(bytes)).toEqual(['pdf-files']);
  });
});

describe('hostile PDFs', () => {
  test.each([
    ['a launch action', '<</S/Launch/F(calc.exe)>>', ['pdf-active']],
    ['an escaped name', '<</S/J#61vaScript>>', ['pdf-active']],
    ['encryption', 'trailer <</Encrypt 5 0 R>>', ['pdf-encrypted']],
    ['a name that only looks alike', '<</JavaScripture 1 /JSON 2>>', []],
  ])('%s', (_, text, expected) => expect(codes(raw(text))).toEqual(expected));

  test('a bomb in an object stream is left closed', () => {
    const bomb = deflateSync(Buffer.alloc(8 * 1024 * 1024));
    expect(codes(raw(`<</Type/ObjStm>>stream\n${bomb.toString('latin1')}\nendstream`))).toEqual([]);
  });

  test('a PDF above the limit, one with too many pages and one cut short are said', () => {
    const large = new Uint8Array(limits.pdfBytes + 1);
    large.set(Buffer.from('%PDF-'));
    expect(codes(large)).toEqual(['pdf-too-big']);
    expect(codes(raw('/Type /Page '.repeat(limits.pdfPages)))).toEqual([]);
    expect(codes(raw('/Type /Page '.repeat(limits.pdfPages + 1)))).toEqual(['pdf-too-big']);
    expect(codes(new Uint8Array(Buffer.from('%PDF-1.4')))).toEqual(['pdf-damaged']);
  });

  test('what is no PDF is not one, whatever it contains far away', () => {
    expect(isPdf(new Uint8Array(Buffer.from('<a/>')))).toBe(false);
    expect(isPdf(new Uint8Array(Buffer.from(`${' '.repeat(2000)}%PDF-`)))).toBe(false);
  });

  test('no bytes make it throw', () => {
    const piece = fc.constantFrom(
      '/ObjStm',
      'stream\n',
      'endstream',
      '/Encrypt',
      '#6',
      '#61',
      '/Type /Page',
      'x',
    );
    fc.assert(fc.property(fc.array(piece), (p) => inspectPdf(raw(p.join(''))).isPdf));
  });
});

test('E-REC-08 a stream that is none does not hide the one behind it', () => {
  const packed = deflateSync(Buffer.from('1 0 <</S/JavaScript/JS(x)>>')).toString('latin1');
  const decoy = '% /ObjStm stream\n'.repeat(100);
  expect(codes(raw(`${decoy}1 0 obj<</Type/ObjStm>>stream\n${packed}\nendstream`))).toContain('pdf-active');
});
