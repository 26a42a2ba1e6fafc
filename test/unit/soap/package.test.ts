import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attachmentOf } from '../../../src/main/soap/attachment';
import { el } from '../../../src/main/soap/markup';
import { include, writeMtom } from '../../../src/main/soap/mtom';
import { readPackage } from '../../../src/main/soap/package';
import { parseXmlText } from '../../../src/main/xml/parse';
import { limits } from '../../../src/shared/limits';

const bytes = (text: string) => new TextEncoder().encode(text);
const packed = (body: string, type = 'multipart/related; boundary=b') =>
  readPackage({ contentType: type, body: bytes(body.replaceAll('\n', '\r\n')) });
const root = '--b\nContent-Type: application/xop+xml\nContent-ID: <r>\n\n<a/>\n';
const code = (r: ReturnType<typeof packed>) => (r.ok ? 'ok' : r.error.code);

describe('an MTOM package', () => {
  test('gives back any bytes it was made of', () => {
    const part = fc.uint8Array({ maxLength: 300 });
    // Bytes that imitate the boundary are content as long as they do not end a line with it.
    const nasty = fc.constantFrom('\r\n--b', '--b--', '\r\n--bx\r\n', '\r\n', '--', '').map(bytes);
    fc.assert(
      fc.property(fc.array(fc.oneof(part, nasty), { maxLength: 4 }), (contents) => {
        const parts = contents.map((content, i) => ({
          contentId: `p${i}@x`,
          mediaType: 'text/xml',
          bytes: content,
        }));
        const message = writeMtom('<a/>', parts, { action: 'urn:a', boundary: 'b-7f3a' });
        const read = readPackage(message);
        if (!read.ok) throw new Error(read.error.code);
        expect(Buffer.from(read.value.envelope).toString()).toContain('<a/>');
        for (const p of parts)
          expect(Buffer.from(read.value.parts.get(p.contentId)!)).toEqual(Buffer.from(p.bytes));
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ['without its closing boundary', root, 'soap-mime'],
    ['cut inside the closing boundary', `${root}--b-`, 'soap-mime'],
    ['with two parts of one name', `${root}${root}--b--`, 'soap-mime'],
    ['whose part has no end of headers', '--b\nContent-ID: <r>\n--b--', 'soap-mime'],
    [
      'in an encoding nobody announced',
      `${root.replace('\n\n', '\nContent-Transfer-Encoding: x-uu\n\n')}--b--`,
      'soap-mime',
    ],
    ['complete', `${root}--b--`, 'ok'],
    ['complete, with words around', `hello\n${root}--b--\nbye`, 'ok'],
  ])('%s', (_, body, expected) => expect(code(packed(body))).toBe(expected));

  test('without the part its start names is refused', () => {
    expect(code(packed(`${root}--b--`, 'multipart/related; boundary=b; start="<other>"'))).toBe('soap-mime');
  });
  test('without a boundary is refused', () => {
    expect(code(packed(`${root}--b--`, 'multipart/related'))).toBe('soap-mime');
  });
  test('with one part too many is refused, with one less is read', () => {
    const many = (n: number) => `${root}${'--b\n\nx\n'.repeat(n - 1)}--b--`;
    expect(code(packed(many(limits.mimeParts)))).toBe('ok');
    expect(code(packed(many(limits.mimeParts + 1)))).toBe('soap-mime');
  });
  test('just over the limit of bytes is refused', () => {
    const body = new Uint8Array(limits.soapBytes + 1);
    expect(code(readPackage({ contentType: 'application/soap+xml', body }))).toBe('soap-limit');
    expect(code(readPackage({ contentType: 'application/soap+xml', body: body.subarray(1) }))).toBe('ok');
  });
  test('a page of a proxy is no SOAP', () => {
    expect(code(readPackage({ contentType: 'text/html', body: bytes('<html/>') }))).toBe('soap-envelope');
  });
});

describe('an attachment', () => {
  const of = (inside: string, parts: Record<string, string>) => {
    const element = parseXmlText(`<d>${inside}</d>`);
    if (!element.ok) throw new Error(element.error.code);
    const found = attachmentOf(
      element.value,
      new Map(Object.entries(parts).map(([id, text]) => [id, bytes(text)])),
    );
    return found.ok ? Buffer.from(found.value).toString() : found.error.code;
  };
  test('is found by a percent-encoded cid', () => {
    expect(of(include('urn:ihe/a b@x').xml, { 'urn:ihe/a b@x': 'X' })).toBe('X');
  });
  test('is found when the server encodes both ends', () => {
    expect(of(include('a:b').xml, { 'a%3Ab': 'X' })).toBe('X');
  });
  test('may stand inline in base64, folded', () => expect(of('\n WA=\n= ', {})).toBe('X'));
  test.each([
    [
      'a broken escape',
      el('i:Include', { 'xmlns:i': 'http://www.w3.org/2004/08/xop/include', href: 'cid:%E0' }).xml,
    ],
    ['base64 that is not', 'WA=!'],
  ])('%s is refused', (_, inside) => expect(of(inside, {})).toBe('soap-mime'));
});
