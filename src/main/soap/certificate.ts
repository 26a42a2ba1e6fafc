import type { Failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import { type Der, derChildren, derInteger, derOid, readDer } from './der';
import { soapFailure } from './failure';

/** What a signature says of a certificate. Names are in Java's RFC 2253 writing (dmp.md §4.1). */
export interface CertificateNames {
  subject: string;
  issuer: string;
  /** Decimal. */
  serial: string;
}

/** Reads names and serial number of a DER certificate. Nothing is verified. */
export function certificateNames(certificate: Uint8Array): Result<CertificateNames, Failure> {
  try {
    const [tbs] = derChildren(readDer(certificate));
    // The version is explicit and optional: TBSCertificate starts with it or with the serial number.
    const fields = derChildren(tbs!).filter((field) => field.tag !== 0xa0);
    const [serial, , issuer, , subject] = fields as [Der, Der, Der, Der, Der];
    return ok({
      serial: derInteger(serial).toString(),
      issuer: distinguishedName(issuer),
      subject: distinguishedName(subject),
    });
  } catch {
    return err(soapFailure('soap-certificate'));
  }
}

/** Keywords RFC 2253 §2.3 knows; every other type is written by its OID, its value as hexadecimal DER. */
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

/** Most specific RDN first, `,` between RDNs and `+` between the values of one. */
export const distinguishedName = (name: Der): string =>
  derChildren(name)
    .map((rdn) => derChildren(rdn).map(typeAndValue).join('+'))
    .reverse()
    .join(',');

function typeAndValue(pair: Der): string {
  const [type, value] = derChildren(pair) as [Der, Der];
  const oid = derOid(type);
  const keyword = KEYWORDS[oid];
  const text = keyword ? string(value) : null;
  return text === null
    ? `${keyword ?? oid}=#${Buffer.from(value.raw).toString('hex')}`
    : `${keyword}=${quote(text)}`;
}

const STRINGS: Record<number, string> = {
  12: 'utf-8', // UTF8String
  19: 'utf-8', // PrintableString
  20: 'latin1', // TeletexString: what the CPS writes is Latin 1
  22: 'utf-8', // IA5String
  30: 'utf-16be', // BMPString
};
const string = (value: Der): string | null =>
  STRINGS[value.tag] ? new TextDecoder(STRINGS[value.tag]).decode(value.body) : null;

/** As Java does: special characters wherever they stand, spaces at both ends. */
const quote = (text: string): string =>
  text
    .replace(/[,=+<>#;"\\]/g, '\\$&')
    .replaceAll('\u0000', '\\00')
    .replace(/^ +| +$/g, (spaces) => '\\ '.repeat(spaces.length));
