import { spawnSync } from 'node:child_process';
import { createPrivateKey, sign, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Professional } from '../../../src/shared/professional/professional';
import { ok } from '../../../src/shared/result';

export interface Pair {
  certificate: string;
  key: string;
}

/** A small authority made by OpenSSL for one test file. */
export class TestPki {
  readonly folder = mkdtempSync(join(tmpdir(), 'colloque-pki-'));
  readonly ca: string;
  private serial = 0;

  constructor(name = 'AC DE TEST') {
    this.openssl(
      ...[
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-utf8',
        '-days',
        '3650',
        '-subj',
        `/C=FR/CN=${name}`,
      ],
      ...['-keyout', 'ca.key', '-out', 'ca.pem'],
    );
    this.ca = this.read('ca.pem');
  }

  /** `dates`: start and end in OpenSSL's `YYYYMMDDHHMMSSZ`. */
  issue(
    subject: string,
    extensions: string,
    dates: [string, string] = ['20200101000000Z', '20991231235959Z'],
  ): Pair {
    const name = `c${++this.serial}`;
    this.openssl(
      ...['req', '-new', '-newkey', 'rsa:2048', '-nodes', '-utf8', '-subj', subject],
      ...['-keyout', `${name}.key`, '-out', `${name}.csr`],
    );
    writeFileSync(join(this.folder, `${name}.ext`), extensions);
    writeFileSync(join(this.folder, 'index.txt'), '');
    writeFileSync(join(this.folder, 'serial'), `10000000000000000${this.serial}`.padStart(20, '1'));
    writeFileSync(
      join(this.folder, 'ca.cnf'),
      '[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\nnew_certs_dir=.\nserial=serial\ncertificate=ca.pem\nprivate_key=ca.key\ndefault_md=sha256\npolicy=p\nunique_subject=no\npreserve=yes\n[p]\ncountryName=optional\norganizationName=optional\norganizationalUnitName=optional\ncommonName=supplied\nsurname=optional\ngivenName=optional\n',
    );
    this.openssl(
      ...['ca', '-batch', '-notext', '-config', 'ca.cnf', '-in', `${name}.csr`, '-out', `${name}.pem`],
      ...['-extfile', `${name}.ext`, '-startdate', dates[0], '-enddate', dates[1]],
    );
    return { certificate: this.read(`${name}.pem`), key: this.read(`${name}.key`) };
  }

  server(host = 'localhost', dates?: [string, string]): Pair {
    return this.issue('/C=FR/CN=serveur', `subjectAltName=DNS:${host}\nextendedKeyUsage=serverAuth\n`, dates);
  }
  structure(): Pair {
    return this.issue('/C=FR/O=CABINET/CN=499700000012001', 'extendedKeyUsage=clientAuth\n');
  }
  card(use: 'signature' | 'authentication'): Pair {
    return this.issue(
      '/C=FR/OU=Médecin/CN=899700000120+SN=DOCTEUR-FICTIF+GN=Camille',
      `keyUsage=${use === 'signature' ? 'nonRepudiation' : 'digitalSignature'}\n`,
    );
  }

  private read = (name: string) => readFileSync(join(this.folder, name), 'utf8');
  private openssl(...args: string[]) {
    const run = spawnSync('openssl', args, { cwd: this.folder });
    if (run.status !== 0) throw new Error(`openssl ${args[0]}: ${run.stderr}`);
  }
}

export const der = (pem: string): Uint8Array => new X509Certificate(pem).raw;

/** Camille DOCTEUR-FICTIF with software keys; says which key was asked for. */
export function testProfessional(
  pki: TestPki,
): Professional & { used: string[]; pairs: Record<string, Pair> } {
  const pairs = { signature: pki.card('signature'), authentication: pki.card('authentication') };
  const used: string[] = [];
  return {
    used,
    pairs,
    identity: {
      nationalId: '899700000120',
      rpps: '99700000120',
      familyName: 'DOCTEUR-FICTIF',
      givenName: 'Camille',
      civility: 'M',
      profession: '10',
      speciality: 'SM26',
      situations: [{ structureId: '499700000012001', structureName: 'CABINET FICTIF', sector: 'SA07' }],
      cardSerial: '2600123456',
    },
    certificate: (use) => der(pairs[use].certificate),
    async sign(use, data) {
      used.push(use);
      return ok(new Uint8Array(sign('sha256', data, createPrivateKey(pairs[use].key))));
    },
  };
}
