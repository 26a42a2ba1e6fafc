import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Scenario, scenarios } from '../../../src/sandbox/partners/scenarios';
import { ensurePki, type Pki } from '../../../src/sandbox/pki/pki';
import { seededIds } from '../../../src/shared/ids';
import { lot } from './lot';
import { assertion, softCard } from './vihf';

const shared = join(process.cwd(), '..', 'shared');
const conformance = join(shared, 'tools', 'cda-conformance', 'cda-conformance.sh');
const schema = join(shared, 'data', 'xds', 'xsd-xds-b', 'lcm.xsd');
const kit = process.env.CDA_KIT;
const has = (tool: string, flag = '--version') => spawnSync(tool, [flag]).error === undefined;
const names = Object.keys(scenarios) as Scenario[];

let dir: string;
let pki: Pki;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'sandbox-judges-'));
  mkdirSync(join(dir, 'cda'));
  pki = await ensurePki(join(dir, 'pki'), { now: new Date() });
  for (const name of names) {
    const message = await scenarios[name]({ at: new Date('2026-11-23T09:15:00Z'), ids: seededIds(name) });
    if (!message.cda) continue;
    writeFileSync(join(dir, 'cda', `${name}.xml`), message.cda);
    const mail = await PostalMime.parse(message.raw);
    const zip = mail.attachments.find((a) => a.mimeType === 'application/zip');
    const files = unzipSync(new Uint8Array(zip!.content as ArrayBuffer));
    writeFileSync(join(dir, `${name}.METADATA.XML`), files['IHE_XDM/SUBSET01/METADATA.XML']!);
  }
});
afterAll(() => rmSync(dir, { recursive: true }));

describe('outside judges of what the partners write', () => {
  // The national kit is not ours to carry: CDA_KIT names the folder where it was unpacked.
  test.skipIf(!kit || !existsSync(conformance) || !has('java', '-version'))(
    'the national kit finds no error in any document, all layers',
    () => {
      const done = spawnSync('sh', [conformance, '--kit', kit ?? '', '--full', join(dir, 'cda')], {
        encoding: 'utf8',
      });
      const written = readdirSync(join(dir, 'cda')).length;
      expect(written).toBeGreaterThan(25);
      expect(done.stdout).toContain(`${written} file(s): ${written} pass, 0 fail`);
    },
    120_000,
  );

  test.skipIf(!existsSync(schema) || !has('xmllint'))('xmllint finds METADATA.XML valid', () => {
    for (const name of names.filter((n) => existsSync(join(dir, `${n}.METADATA.XML`)))) {
      const file = join(dir, `${name}.METADATA.XML`);
      const done = spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema, file], {
        encoding: 'utf8',
      });
      expect(done.stderr).toContain('validates');
    }
  });
});

// The messages that the strict servers accept in these tests were signed by hand: xmlsec1 says that the hand was right,
// so that "accepted" is not two mistakes that agree.
describe.skipIf(!has('xmlsec1'))('xmlsec1 on the messages of these tests', () => {
  const judge = (file: string, ...args: string[]) =>
    spawnSync(
      'xmlsec1',
      [
        '--verify',
        '--trusted-pem',
        join(dir, 'root.pem'),
        '--trusted-pem',
        join(dir, 'ca.pem'),
        ...args,
        join(dir, file),
      ],
      {
        encoding: 'utf8',
      },
    );
  beforeAll(() => {
    writeFileSync(join(dir, 'root.pem'), pki.root);
    writeFileSync(join(dir, 'ca.pem'), pki.intermediate);
  });

  test('verifies the VIHF, and refuses it altered', async () => {
    const vihf = assertion(await softCard(pki));
    writeFileSync(join(dir, 'vihf.xml'), vihf);
    writeFileSync(join(dir, 'altered.xml'), vihf.replace('SM26', 'SM54'));
    const id = '--id-attr:ID';
    const node = 'urn:oasis:names:tc:SAML:2.0:assertion:Assertion';
    expect(judge('vihf.xml', id, node).status).toBe(0);
    expect(judge('altered.xml', id, node).status).not.toBe(0);
  });

  test('verifies the signature of the lot', async () => {
    const signature = lot(await softCard(pki)).parts['sig1@t']!;
    writeFileSync(join(dir, 'lot.xml'), signature);
    const done = judge(
      'lot.xml',
      '--ignore-manifests',
      '--id-attr:Id',
      'http://www.w3.org/2000/09/xmldsig#:Manifest',
      '--id-attr:Id',
      'http://uri.etsi.org/01903/v1.1.1#:SignedProperties',
    );
    expect(done.status, done.stderr).toBe(0);
  });
});
