import { describe, expect, test } from 'vitest';
import { certificateNames, distinguishedName } from '../../../src/main/soap/certificate';
import { derInteger, derOid, readDer } from '../../../src/main/soap/der';

const tlv = (tag: number, ...body: (Uint8Array | number[])[]): Buffer => {
  const content = Buffer.concat(body.map((b) => Buffer.from(b)));
  const length = content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};
const oid = (dotted: string): Buffer => {
  const [a, b, ...rest] = dotted.split('.').map(Number);
  const base128 = (n: number): number[] => {
    const out = [n & 0x7f];
    for (let v = n >> 7; v > 0; v >>= 7) out.unshift((v & 0x7f) | 0x80);
    return out;
  };
  return tlv(6, [...base128(a! * 40 + b!), ...rest.flatMap(base128)]);
};
type Ava = [type: string, tag: number, value: string | Buffer];
/** RDNs from the least to the most specific, as a certificate holds them. */
const name = (...rdns: Ava[][]) =>
  distinguishedName(
    readDer(
      tlv(
        0x30,
        ...rdns.map((rdn) =>
          tlv(
            0x31,
            ...rdn.map(([type, tag, value]) =>
              tlv(0x30, oid(type), tlv(tag, Buffer.from(value as string, 'latin1'))),
            ),
          ),
        ),
      ),
    ),
  );
const cn = (value: string | Buffer, tag = 0x0c) => name([['2.5.4.3', tag, value]]);

describe('a distinguished name in Java’s RFC 2253 writing', () => {
  test('is what the sample of a CPS carries: several values in one RDN, unknown types in hexadecimal', () => {
    expect(
      name(
        [['2.5.4.6', 0x13, 'FR']],
        [['2.5.4.10', 0x13, 'TEST']],
        [['2.5.4.11', 0x14, 'Médecin']],
        [
          ['2.5.4.3', 0x13, '899900038839'],
          ['2.5.4.4', 0x14, 'TRAL'],
          ['2.5.4.42', 0x14, 'ADEMIS'],
        ],
      ),
    ).toBe('CN=899900038839+2.5.4.4=#14045452414c+2.5.4.42=#14064144454d4953,OU=Médecin,O=TEST,C=FR');
  });
  test('knows ST, DC and UID, and no other keyword', () => {
    expect(
      name([['2.5.4.8', 0x0c, 'x']], [['0.9.2342.19200300.100.1.1', 0x0c, 'y']], [['2.5.4.12', 0x0c, 'z']]),
    ).toBe('2.5.4.12=#0c017a,UID=y,ST=x');
  });
  test.each([
    ['a,b+c', 'CN=a\\,b\\+c'],
    [' x ', 'CN=\\ x\\ '],
    ['#1 "q" \\ <b>;=', 'CN=\\#1 \\"q\\" \\\\ \\<b\\>\\;\\='],
  ])('escapes %s', (value, expected) => expect(cn(value)).toBe(expected));
  test('reads UTF-8, Latin 1 and UTF-16 values', () => {
    expect(cn(Buffer.from('é'))).toBe('CN=é');
    expect(cn(Buffer.from('é', 'latin1'), 0x14)).toBe('CN=é');
    expect(cn(Buffer.from([0x00, 0xe9]), 0x1e)).toBe('CN=é');
  });
  test('writes a value of no known string type as its DER', () =>
    expect(cn(Buffer.from([1]), 0x04)).toBe('CN=#040101'));
});

describe('DER', () => {
  test('integers are signed, of any length', () => {
    expect(derInteger(readDer(tlv(2, [0x00, 0xff])))).toBe(255n);
    expect(derInteger(readDer(tlv(2, [0xff])))).toBe(-1n);
    expect(derInteger(readDer(tlv(2, [0x78, 0x1c, ...new Array(14).fill(0)]))).toString(16)).toBe(
      `781c${'00'.repeat(14)}`,
    );
  });
  test('OIDs of the second arc beyond 39', () =>
    expect(derOid(readDer(tlv(6, [0x88, 0x37, 0x03])))).toBe('2.999.3'));
  test.each([
    [[]],
    [[0x30]],
    [[0x30, 0x80, 0, 0]],
    [[0x30, 5, 1]],
    [[0x30, 0x85, 0, 0, 0, 0, 1, 1]],
    [[0x30, 0]],
  ])('bytes %j are not a certificate, and no bug', (bytes) =>
    expect(certificateNames(Uint8Array.from(bytes))).toMatchObject({
      ok: false,
      error: { code: 'soap-certificate' },
    }),
  );
});
