import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Issuer, importKey } from './authority';
import { makePki } from './firstRun';
import { x509 } from './x509';

/** A certificate with its chain up to the intermediate, and its key, all PEM. */
export interface Credentials {
  certificate: string;
  key: string;
}

/** The test PKI « TEST AC FICTIVE » of one state folder. Its keys exist nowhere else. */
export interface Pki {
  root: string;
  intermediate: string;
  /** What a client of the bac à sable trusts. */
  trust: string[];
  /** `localhost`, 127.0.0.1 and ::1. */
  server: Credentials;
  /** Faults: past its end; made for another host. */
  expiredServer: Credentials;
  wrongHostServer: Credentials;
  /** AUTH_CLI of the practice; the Struct_IdNat stands in OU. */
  client: Credentials;
  /** AUTH_CLI of a structure that is not the doctor's, to be refused. */
  foreignClient: Credentials;
  issuer: Issuer;
}

const MONTH = 30 * 86_400_000;
const FILES = [
  'root',
  'intermediate',
  'server',
  'expiredServer',
  'wrongHostServer',
  'client',
  'foreignClient',
];

/** Reads the PKI of `dir`, or makes one there: at the first run, or when less than a month is left to it. */
export async function ensurePki(dir: string, { now }: { now: Date }): Promise<Pki> {
  const path = (name: string) => join(dir, `${name}.pem`);
  const read = (name: string) => readFileSync(path(name), 'utf8');
  const complete = FILES.every((f) => existsSync(path(f)));
  const fresh = () => {
    const [, pem = ''] = split(read('server'));
    const server = new x509.X509Certificate(pem);
    return server.notBefore <= now && server.notAfter.getTime() - now.getTime() > MONTH;
  };
  if (!complete || !fresh()) await makePki(dir, now);
  const credentials = (name: string): Credentials => {
    const [key = '', certificate = ''] = split(read(name));
    return { certificate: certificate + authority, key };
  };
  const root = read('root');
  const [issuerKey = '', authority = ''] = split(read('intermediate'));
  return {
    root,
    intermediate: authority,
    trust: [root, authority],
    server: credentials('server'),
    expiredServer: credentials('expiredServer'),
    wrongHostServer: credentials('wrongHostServer'),
    client: credentials('client'),
    foreignClient: credentials('foreignClient'),
    issuer: { certificate: new x509.X509Certificate(authority), key: await importKey(issuerKey) },
  };
}

/** Key, then certificate: the two halves of a file. */
const split = (pem: string): string[] => pem.split(/(?<=-----END PRIVATE KEY-----)\n/);
