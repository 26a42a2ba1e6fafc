import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Extension, JsonGeneralNames } from '@peculiar/x509';
import { practice } from '../professionals';
import {
  authorityExtensions,
  type Issuer,
  issue,
  keyPem,
  leafExtensions,
  newKeys,
  type Subject,
} from './authority';
import { x509 } from './x509';

const YEAR = 365 * 86_400_000;
const { digitalSignature, keyEncipherment } = x509.KeyUsageFlags;
const { serverAuth, clientAuth } = x509.ExtendedKeyUsage;

const organisation = (cn: string): Subject => [
  { C: ['FR'] },
  { O: ['TEST'] },
  { OU: ['0002 187512751'] },
  { OU: ['IGC-SANTE TEST'] },
  { CN: [cn] },
];

/** Makes every key and certificate of a test PKI into `dir`, one PEM file each, readable by their owner alone. */
export async function makePki(dir: string, now: Date): Promise<void> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const notBefore = new Date(now.getTime() - 86_400_000);
  const until = (years: number) => new Date(now.getTime() + years * YEAR);
  const save = (name: string, ...pem: string[]) =>
    writeFileSync(join(dir, `${name}.pem`), `${pem.join('\n')}\n`, { mode: 0o600 });

  const rootKeys = await newKeys();
  const root: Issuer = {
    key: rootKeys.privateKey,
    certificate: await issue(
      {
        subject: organisation('TEST AC RACINE FICTIVE'),
        publicKey: rootKeys.publicKey,
        notBefore,
        notAfter: until(10),
        extensions: authorityExtensions(1),
      },
      { selfKey: rootKeys.privateKey },
    ),
  };
  save('root', root.certificate.toString('pem'));

  const keys = await newKeys();
  const issuer: Issuer = {
    key: keys.privateKey,
    certificate: await issue(
      {
        subject: organisation('TEST AC FICTIVE'),
        publicKey: keys.publicKey,
        notBefore,
        notAfter: until(9),
        extensions: authorityExtensions(0),
      },
      root,
    ),
  };
  save('intermediate', await keyPem(keys.privateKey), issuer.certificate.toString('pem'));

  const leaf = async (
    name: string,
    subject: Subject,
    extensions: Extension[],
    dates: { notBefore?: Date; notAfter?: Date } = {},
  ) => {
    const pair = await newKeys();
    const certificate = await issue(
      { subject, publicKey: pair.publicKey, notBefore, notAfter: until(3), extensions, ...dates },
      issuer,
    );
    save(name, await keyPem(pair.privateKey), certificate.toString('pem'));
  };
  const serverSubject = (cn: string): Subject => [{ C: ['FR'] }, { O: ['BAC A SABLE'] }, { CN: [cn] }];
  const serverUse = (names: JsonGeneralNames) =>
    leafExtensions(digitalSignature | keyEncipherment, [serverAuth], names);
  const loopback: JsonGeneralNames = [
    { type: 'dns', value: 'localhost' },
    { type: 'ip', value: '127.0.0.1' },
    { type: 'ip', value: '::1' },
  ];
  const structure = (name: string, id: string): Subject => [
    { C: ['FR'] },
    { ST: ['Ille-et-Vilaine (35)'] },
    { O: [name] },
    { OU: [id] },
    { CN: ['AUTH_CLI COLLOQUE'] },
  ];
  const clientUse = () => leafExtensions(digitalSignature | keyEncipherment, [clientAuth]);

  await leaf('server', serverSubject('localhost'), serverUse(loopback));
  await leaf('expiredServer', serverSubject('localhost'), serverUse(loopback), {
    notBefore: new Date(now.getTime() - YEAR),
    notAfter: new Date(now.getTime() - 3_600_000),
  });
  await leaf(
    'wrongHostServer',
    serverSubject('ailleurs.invalid'),
    serverUse([{ type: 'dns', value: 'ailleurs.invalid' }]),
  );
  await leaf('client', structure(practice.name, practice.id), clientUse());
  await leaf('foreignClient', structure('AUTRE CABINET FICTIF', '499700000344001'), clientUse());
}
