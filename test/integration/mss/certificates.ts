import { x509 } from '../../../src/sandbox/pki/x509';

/** A throw-away IGC for one test file: RSA, as the suites of MSS.05 want. */
export interface TestIgc {
  ca: string;
  caKey: string;
  server: Identity;
  issue(options: CertificateOptions): Promise<Identity>;
}

export interface Identity {
  certificate: string;
  key: string;
}

interface CertificateOptions {
  subject: string;
  /** DNS names, IP addresses or mail addresses. */
  names?: { type: 'dns' | 'ip' | 'email'; value: string }[];
  notBefore?: Date;
  notAfter?: Date;
}

const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};
const DAY = 86_400_000;
let serial = 1;

export async function testIgc(name = 'IGC de test'): Promise<TestIgc> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const now = Date.now();
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: `CN=${name}`,
    notBefore: new Date(now - 400 * DAY),
    notAfter: new Date(now + 30 * DAY),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  const leaf = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const key = x509.PemConverter.encode(
    await crypto.subtle.exportKey('pkcs8', leaf.privateKey),
    'PRIVATE KEY',
  );
  const issue = async (options: CertificateOptions): Promise<Identity> => {
    serial += 1;
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber: serial.toString(16).padStart(4, '0'),
      subject: options.subject,
      issuer: ca.subject,
      notBefore: options.notBefore ?? new Date(now - DAY),
      notAfter: options.notAfter ?? new Date(now + DAY),
      signingKey: keys.privateKey,
      publicKey: leaf.publicKey,
      signingAlgorithm: algorithm,
      extensions: options.names?.length ? [new x509.SubjectAlternativeNameExtension(options.names)] : [],
    });
    return { certificate: certificate.toString('pem'), key };
  };
  const server = await issue({
    subject: 'CN=Operateur',
    names: [
      { type: 'ip', value: '127.0.0.1' },
      { type: 'dns', value: 'localhost' },
    ],
  });
  const caKey = x509.PemConverter.encode(
    await crypto.subtle.exportKey('pkcs8', keys.privateKey),
    'PRIVATE KEY',
  );
  return { ca: ca.toString('pem'), caKey, server, issue };
}
