import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDmp, type DmpConfig } from '../../../src/main/dmp/client';
import { readEnvelope } from '../../../src/main/soap/envelope';
import { readPackage } from '../../../src/main/soap/package';
import { cda, dmp, entry, patient, ports, practice, software, submission } from './dmpFixtures';
import {
  answer,
  type Received,
  registryResponse,
  retrieved,
  StrictServer,
  soap,
  soapFault,
} from './strictServer';
import { type Pair, TestPki, testProfessional } from './testPki';

let pki: TestPki;
let serverPair: Pair;
let structure: Pair;
let professional: ReturnType<typeof testProfessional>;
let server: StrictServer;
let client: ReturnType<typeof createDmp>;

const clientOf = (base: string, more: Partial<DmpConfig> = {}) =>
  createDmp(
    {
      dmp: { ...dmp, base },
      software,
      practice,
      trust: [pki.ca],
      client: structure,
      timeouts: { idle: 400, total: 2_000 },
      ...more,
    },
    () => ({ ok: true, value: professional }),
    ports(),
  );

beforeAll(() => {
  pki = new TestPki();
  serverPair = pki.server();
  structure = pki.structure();
  professional = testProfessional(pki);
});
beforeEach(async () => {
  server = new StrictServer(pki, serverPair);
  client = clientOf(`https://localhost:${await server.listen()}/services`);
});
afterEach(async () => {
  client.close();
  await server.close();
});

const failed = async (result: Promise<{ ok: boolean; error?: { code: string } }>) => {
  const r = await result;
  return r.ok ? 'ok' : r.error!.code;
};
const messageIdOf = (received: Received) =>
  /<wsa:MessageID>([^<]*)</.exec(received.body.toString('latin1'))![1]!;

describe('a submission', () => {
  test('goes over TLS 1.2 with the structure’s certificate, every byte of the documents kept', async () => {
    server.reply = (received, response, request) =>
      answer(soap(registryResponse('Success'), messageIdOf(received)))(received, response, request);
    expect(await client.submit(submission)).toMatchObject({ ok: true, value: { status: 'Success' } });
    const [received] = server.received;
    expect(received).toMatchObject({
      path: '/services/repository',
      protocol: 'TLSv1.2',
      clientName: '499700000012001',
    });
    const packed = readPackage(received!);
    if (!packed.ok) throw new Error(packed.error.code);
    expect(Buffer.from(packed.value.parts.get('Document01@colloque')!)).toEqual(Buffer.from(cda));
    expect(Buffer.from(packed.value.parts.get('Signature01@colloque')!)).toEqual(
      Buffer.from(submission.lotSignature),
    );
  });

  test('sent twice has the same metadata and the same documents', async () => {
    server.reply = answer(soap(registryResponse('Success')));
    await client.submit(submission);
    await client.submit(submission);
    const bodies = server.received.map((r) => /<soap:Body>.*<\/soap:Body>/s.exec(r.body.toString())![0]);
    expect(bodies[0]).toBe(bodies[1]);
  });

  test('whose uniqueId the registry knows already is a receipt, not a failure', async () => {
    server.reply = answer(soap(registryResponse('Failure', [['XDSDuplicateUniqueIdInRegistry', '']])));
    expect(await client.submit(submission)).toMatchObject({ ok: true, value: { status: 'AlreadyThere' } });
  });

  test('with a duplicate among other errors is a failure', async () => {
    server.reply = answer(
      soap(
        registryResponse('Failure', [
          ['urn:oasis:x:XDSDuplicateUniqueIdInRegistry', ''],
          ['XDSRegistryMetadataError', 'classCode'],
        ]),
      ),
    );
    expect(await failed(client.submit(submission))).not.toBe('ok');
  });

  test('opens a connection of its own, while questions share one', async () => {
    server.reply = answer(soap(registryResponse('Success')));
    await client.submit(submission);
    await client.submit(submission);
    await client.find(patient);
    await client.find(patient);
    expect(server.received.map((r) => r.earlier)).toEqual([0, 0, 0, 1]);
  });
});

describe('when the answer to a submission is lost, nobody says it failed', () => {
  const lost: Record<string, StrictServer['reply']> = {
    'the server hangs up': (_, __, request) => request.socket.destroy(),
    'the answer is dropped after 40 bytes': (_, response, request) => {
      response.writeHead(200, { 'Content-Type': 'application/soap+xml', 'Content-Length': 900 });
      response.write(soap('').slice(0, 40), () => setTimeout(() => request.socket.destroy(), 20));
    },
    'the server says nothing': () => {},
    'the answer stalls half-way': (_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/soap+xml' });
      response.write('<s:Enve');
    },
    'the answer drips for ever': (_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/soap+xml' });
      const drip = setInterval(() => response.write(' '), 100);
      response.on('close', () => clearInterval(drip));
    },
    'a proxy gives up': answer('<html/>', 504),
    'the XML is cut': answer(soap(registryResponse('Success')).slice(0, -12)),
    'another request is answered': answer(soap(registryResponse('Success'), 'urn:uuid:other')),
  };
  test.each(Object.entries(lost))('%s', async (_, reply) => {
    server.reply = reply;
    const result = await client.submit(submission);
    expect(result).toMatchObject({ ok: false, error: { code: 'dmp-unknown', retry: 'later' } });
  });

  test('but refused before anything left is to be tried again later', async () => {
    const port = await new Promise<number>((done) => {
      const probe = createServer().listen(0, '127.0.0.1', () => {
        const { port } = probe.address() as { port: number };
        probe.close(() => done(port));
      });
    });
    const nobody = clientOf(`https://localhost:${port}`);
    expect(await nobody.submit(submission)).toMatchObject({
      ok: false,
      error: { code: 'dmp-unreachable', retry: 'later' },
    });
    nobody.close();
  });

  test('and a question that is lost is only a question to ask again', async () => {
    server.reply = (_, __, request) => request.socket.destroy();
    expect(await failed(client.find(patient))).toBe('dmp-unreachable');
    server.reply = () => {};
    expect(await failed(client.testExistence(patient))).toBe('dmp-timeout');
  });
});

describe('a server that is not the DMP is refused before a byte leaves', () => {
  const refuses = async (
    other: StrictServer,
    code: string,
    host = 'localhost',
    more: Partial<DmpConfig> = {},
  ) => {
    const impatient = clientOf(`https://${host}:${await other.listen()}`, more);
    expect(await failed(impatient.submit(submission))).toBe(code);
    expect(other.received).toHaveLength(0);
    impatient.close();
    await other.close();
  };
  test('certificate of another host', () =>
    refuses(new StrictServer(pki, pki.server('dmp.exemple.fr')), 'dmp-server-certificate'));
  test('expired certificate', () =>
    refuses(
      new StrictServer(pki, pki.server('localhost', ['20200101000000Z', '20210101000000Z'])),
      'dmp-server-certificate',
    ));
  test('an authority that is not ours', () =>
    refuses(new StrictServer(pki, serverPair), 'dmp-server-certificate', 'localhost', {
      trust: [new TestPki('AUTRE AC').ca],
    }));
  test('TLS 1.1', () =>
    refuses(
      new StrictServer(pki, serverPair, {
        minVersion: 'TLSv1.1',
        maxVersion: 'TLSv1.1',
      }),
      'dmp-tls',
    ));
  test('a suite that is not in the list of the DMP', () =>
    refuses(new StrictServer(pki, serverPair, { maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA' }), 'dmp-tls'));
  test('TLS 1.3 alone', () =>
    refuses(new StrictServer(pki, serverPair, { minVersion: 'TLSv1.3' }), 'dmp-tls'));
  test('our own certificate is not of its authority', () =>
    refuses(new StrictServer(pki, serverPair), 'dmp-tls', 'localhost', {
      client: new TestPki('AUTRE AC').structure(),
    }));
});

describe('an answer beyond bounds', () => {
  test('announced at a gigabyte is not read', async () => {
    server.reply = (_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/soap+xml', 'Content-Length': 1 << 30 });
      response.write('<');
    };
    expect(await failed(client.find(patient))).toBe('dmp-bad-answer');
  });

  test('that flows without end is cut at the limit', async () => {
    let sent = 0;
    server.reply = (_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/soap+xml' });
      const chunk = Buffer.alloc(1 << 20, 0x20);
      const pour = () => {
        while (!response.destroyed && sent < 1 << 30) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', pour);
        }
      };
      pour();
    };
    expect(await failed(client.find(patient))).toBe('dmp-bad-answer');
    expect(sent).toBeLessThan(120 << 20);
  });
});

describe('a document retrieved', () => {
  const reply = ({ contentType, body }: ReturnType<typeof retrieved>) => {
    server.reply = (_, response) => response.writeHead(200, { 'Content-Type': contentType }).end(body);
  };

  test('comes back byte for byte, whatever the order of the parts and the case of the headers', async () => {
    reply(retrieved(entry.uniqueId, cda));
    const result = await client.retrieve(patient, {
      ...entry,
      size: cda.length,
      hash: createHash('sha1').update(cda).digest('hex'),
    });
    expect(result.ok && Buffer.from(result.value)).toEqual(Buffer.from(cda));
  });

  test('inline as base64 is the same', async () => {
    const package_ = retrieved(entry.uniqueId, cda).body.toString('latin1');
    const xml = /<\?xml version="1.0"\?><s:Env.*<\/s:Envelope>/s
      .exec(package_)![0]
      .replace(/<x:Include[^>]*>/, Buffer.from(cda).toString('base64').replace(/.{60}/g, '$&\n'));
    server.reply = answer(xml);
    const result = await client.retrieve(patient, entry);
    expect(result.ok && Buffer.from(result.value)).toEqual(Buffer.from(cda));
  });

  test.each([
    ['cut before its closing boundary', retrieved(entry.uniqueId, cda, { cut: 8 }), 'dmp-bad-answer'],
    ['whose cid names no part', retrieved(entry.uniqueId, cda, { href: 'cid:nobody' }), 'dmp-bad-answer'],
    [
      'whose href is an address',
      retrieved(entry.uniqueId, cda, { href: 'https://localhost/x' }),
      'dmp-bad-answer',
    ],
    ['under another uniqueId', retrieved('1.2.3', cda), 'dmp-other-document'],
    [
      'with the id of another document inside',
      retrieved(entry.uniqueId, Buffer.from(Buffer.from(cda).toString().replace('.7.1', '.7.2'))),
      'dmp-other-document',
    ],
  ])('%s is refused', async (_, packed, code) => {
    reply(packed);
    expect(await failed(client.retrieve(patient, entry))).toBe(code);
  });

  test('with a hash that is not the registry’s is refused', async () => {
    reply(retrieved(entry.uniqueId, cda));
    expect(await failed(client.retrieve(patient, { ...entry, hash: '0'.repeat(40) }))).toBe(
      'dmp-other-document',
    );
  });
});

describe('what the server refuses is said in words', () => {
  test.each([
    ['DMPInvalidCertificate', '', 'dmp-signing-certificate'],
    ['', 'A required header representing a Message Addressing Property is not present', 'dmp-request'],
    ['', 'Structure introuvable ou Inactive', 'dmp-structure'],
    ['', 'PS et Structure non liés', 'dmp-not-linked'],
    ['', 'Aucune spécialité dans le vihf', 'dmp-speciality'],
    ['', 'Erreur d&apos;authentification de la personne morale', 'dmp-structure-certificate'],
    ['DMPAccessDeniedByRightsService', '', 'dmp-rights'],
  ])('fault %s %s', async (subcode, reason, code) => {
    server.reply = answer(soapFault(subcode, reason), 500);
    expect(await failed(client.submit(submission))).toBe(code);
  });

  test('a code nobody told us of is shown as it came', async () => {
    server.reply = answer(
      soap(registryResponse('Failure', [['DMPFooBar42', 'patient DURAND 286033523801240']])),
    );
    const result = await client.submit(submission);
    expect(result).toMatchObject({ ok: false, error: { code: 'dmp-refused' } });
    expect(!result.ok && result.error.message).toContain('DMPFooBar42');
    expect(JSON.stringify(result)).not.toMatch(/DURAND|28603352/);
  });

  test('a card without speciality is said before the card is asked to sign', async () => {
    const { speciality } = professional.identity;
    professional.identity.speciality = null;
    professional.used.length = 0;
    expect(await failed(client.find(patient))).toBe('dmp-speciality');
    expect(professional.used).toEqual([]);
    professional.identity.speciality = speciality;
  });
});

const schemas = resolve(process.cwd(), '../shared/data/xds/xsd-xds-b');
describe.skipIf(!existsSync(schemas) || spawnSync('xmllint', ['--version']).status !== 0)(
  'bodies are valid against the schemas of ebRS and XDS.b (../shared/data and xmllint are needed)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'colloque-xsd-'));
    const validates = (schema: string, received: Received) => {
      const packed = readPackage(received);
      const xml = Buffer.from(packed.ok ? packed.value.envelope : []).toString();
      const body = /<soap:Body>(.*)<\/soap:Body>/s.exec(xml)![1]!;
      const file = join(folder, 'body.xml');
      writeFileSync(file, body);
      const run = spawnSync('xmllint', ['--noout', '--schema', join(schemas, schema), file]);
      expect(run.stderr.toString().trim()).toBe(`${file} validates`);
    };
    test('ITI-41', async () => {
      await client.submit({
        ...submission,
        metadata: { ...submission.metadata, replaces: { Document01: 'urn:uuid:1' } },
      });
      // The schema has no room for xop:Include: as a receiver does, the part stands in its place.
      const [received] = server.received;
      const inlined = received!.body.toString('latin1').replace(/<xop:Include[^>]*>/g, 'AAAA');
      validates('XDS.b_DocumentRepository.xsd', { ...received!, body: Buffer.from(inlined, 'latin1') });
    });
    test('ITI-18', async () => {
      await client.find(patient);
      await client.findByUniqueId(patient, "1.2^l'id");
      validates('query.xsd', server.received[0]!);
      validates('query.xsd', server.received[1]!);
    });
    test('ITI-43', async () => {
      await client.retrieve(patient, entry);
      validates('XDS.b_DocumentRepository.xsd', server.received[0]!);
    });
  },
);

test('an envelope carries the addressing headers, the VIHF and nothing else in its security header', async () => {
  await client.find(patient);
  const received = server.received[0]!;
  expect(received.contentType).toBe(
    'application/soap+xml; charset=utf-8; action="urn:ihe:iti:2007:RegistryStoredQuery"',
  );
  const read = readEnvelope(received.body);
  expect(read.ok && read.value.body?.name).toBe('AdhocQueryRequest');
  const xml = received.body.toString();
  for (const name of ['MessageID', 'To', 'ReplyTo', 'Action']) expect(xml).toContain(`<wsa:${name}`);
  expect(xml).toContain("'286033523801240^^^&amp;1.2.250.1.213.1.4.10&amp;ISO^NH'");
});

afterAll(() => client?.close());
