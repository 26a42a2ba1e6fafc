import { X509Certificate } from 'node:crypto';
import type { Pki } from './pki';
import { x509 } from './x509';

/** What a server reads in a certificate it trusts. */
export interface TrustedCertificate {
  x509: X509Certificate;
  /** Subject in Java's RFC 2253 writing (dmp.md §4.1). */
  javaSubject: string;
  commonName: string | null;
  organisationalUnit: string | null;
  digitalSignature: boolean;
  nonRepudiation: boolean;
}

/** Null when the certificate is not of this PKI, not yet valid or past its end at `now`, or not readable. */
export function trusted(der: Uint8Array, pki: Pki, now: Date): TrustedCertificate | null {
  let certificate: X509Certificate;
  let parsed: InstanceType<typeof x509.X509Certificate>;
  try {
    certificate = new X509Certificate(der);
    parsed = new x509.X509Certificate(new Uint8Array(der));
  } catch {
    return null;
  }
  const issuer = new X509Certificate(pki.intermediate);
  if (certificate.ca || !certificate.checkIssued(issuer) || !certificate.verify(issuer.publicKey))
    return null;
  if (now < parsed.notBefore || now > parsed.notAfter) return null;
  const usages = parsed.getExtension(x509.KeyUsagesExtension)?.usages ?? 0;
  return {
    x509: certificate,
    javaSubject: javaName(new Uint8Array(parsed.subjectName.toArrayBuffer())),
    commonName: parsed.subjectName.getField('CN')[0] ?? null,
    organisationalUnit: parsed.subjectName.getField('OU')[0] ?? null,
    digitalSignature: (usages & x509.KeyUsageFlags.digitalSignature) !== 0,
    nonRepudiation: (usages & x509.KeyUsageFlags.nonRepudiation) !== 0,
  };
}

/** Attribute types that Java's `X500Principal.getName(RFC2253)` names; any other is `OID=#hexDER`. */
const KEYWORDS: Record<string, string> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.25': 'DC',
  '0.9.2342.19200300.100.1.1': 'UID',
};

interface Tlv {
  tag: number;
  content: Uint8Array;
  whole: Uint8Array;
}

function tlvs(bytes: Uint8Array): Tlv[] {
  const out: Tlv[] = [];
  for (let at = 0; at < bytes.length; ) {
    let length = bytes[at + 1] ?? 0;
    let header = 2;
    if (length & 0x80) {
      const octets = length & 0x7f;
      length = bytes.subarray(at + 2, at + 2 + octets).reduce((n, b) => n * 256 + b, 0);
      header += octets;
    }
    const end = at + header + length;
    out.push({
      tag: bytes[at] ?? 0,
      content: bytes.subarray(at + header, end),
      whole: bytes.subarray(at, end),
    });
    at = end;
  }
  return out;
}

function oid(content: Uint8Array): string {
  const arcs: number[] = [];
  let value = 0;
  for (const b of content) {
    value = value * 128 + (b & 0x7f);
    if (b & 0x80) continue;
    arcs.push(
      ...(arcs.length
        ? [value]
        : [Math.min(2, Math.floor(value / 40)), value - 40 * Math.min(2, Math.floor(value / 40))]),
    );
    value = 0;
  }
  return arcs.join('.');
}

/** The DER of a Name as Java writes it: most specific RDN first, `+` inside an RDN, no space. */
export function javaName(der: Uint8Array): string {
  const rdns = tlvs(tlvs(der)[0]?.content ?? new Uint8Array());
  return rdns
    .map((set) => tlvs(set.content).map(attributeText).join('+'))
    .reverse()
    .join(',');
}

function attributeText({ content }: Tlv): string {
  const [type, value] = tlvs(content);
  const id = oid(type?.content ?? new Uint8Array());
  const keyword = KEYWORDS[id];
  if (!keyword || !value) return `${id}=#${Buffer.from(value?.whole ?? []).toString('hex')}`;
  const text = new TextDecoder(value.tag === 0x0c ? 'utf-8' : 'latin1').decode(value.content);
  return `${keyword}=${text.replace(/[,+"\\<>;]/g, '\\$&').replace(/^([ #])|( )$/g, '\\$1$2')}`;
}
