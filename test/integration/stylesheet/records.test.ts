import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import MailComposer from 'nodemailer/lib/mail-composer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMessage } from '../../../src/main/inbox/readMessage';
import { keepDocument } from '../../../src/main/records/documents';
import { presentDocument, type Stylesheets } from '../../../src/main/records/presentation';
import { openStore, type Store } from '../../../src/main/store/store';
import type { PresentationRequest } from '../../../src/main/stylesheet/present';
import { randomIds } from '../../../src/shared/ids';
import { ok } from '../../../src/shared/result';
import { metadataOf, zipOf } from '../../unit/xdm/zipOf';

const folder = mkdtempSync(join(tmpdir(), 'colloque-presentation-'));
const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../fixtures/cda', name));
let store: Store;
beforeAll(async () => {
  const opened = await openStore({ path: join(folder, 'p.db'), key: new Uint8Array(32).fill(3) });
  if (!opened.ok) throw new Error(opened.error.code);
  store = opened.value;
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const cda = (instruction = '') =>
  Buffer.from(
    `<?xml version="1.0"?>${instruction}<ClinicalDocument xmlns="urn:hl7-org:v3"><code code="11502-2"/><title>CR</title><component><structuredBody><component><section><text>mots</text></section></component></structuredBody></component></ClinicalDocument>`,
  );
const named = cda('<?xml-stylesheet type="text/xsl" href="../../STYLE/labo.xsl"?>');

/** A mail with that file, read and kept as the intake does; the id of its document. */
async function received(content: Uint8Array, filename: string): Promise<string> {
  const raw = await new MailComposer({
    from: 'labo@x.mssante.fr',
    to: 'dr@x.mssante.fr',
    subject: 'CR',
    text: 'x',
    attachments: [{ filename, content: Buffer.from(content) }],
  })
    .compile()
    .build();
  const read = await readMessage(raw);
  if (!read.ok) throw new Error(read.error.code);
  const [found] = read.value.documents;
  const at = '2026-11-23T09:00:00Z';
  const act = { who: 'test', at, ids: randomIds };
  const kept = await store.write(async (tx) =>
    ok(await keepDocument(tx, store.search, act, { ...found!, origin: 'mss', receivedAt: at })),
  );
  if (!kept.ok) throw new Error('not kept');
  return kept.value.id;
}
const archive = (document: Uint8Array, ...sheets: string[]) =>
  zipOf([
    { name: 'IHE_XDM/SUBSET01/DOC0001.XML', data: document },
    {
      name: 'IHE_XDM/SUBSET01/METADATA.XML',
      data: metadataOf([{ uri: 'DOC0001.XML', bytes: document, patientId: '1^^^&1.2&ISO' }]),
    },
    ...sheets.map((name) => ({ name: `STYLE/${name}`, data: `<!-- ${name} -->` })),
  ]);

/** What would be asked of the thread. */
async function asked(documentId: string, practice: Uint8Array | null) {
  const requests: PresentationRequest[] = [];
  const stylesheets: Stylesheets = {
    ofPractice: async () => practice,
    present: async (wanted) => {
      requests.push(wanted);
      return ok({ css: '', nodes: ['x'] });
    },
  };
  const answer = await presentDocument(store.db, documentId, stylesheets);
  const [request] = requests;
  const text = (bytes?: Uint8Array | null) => (bytes ? Buffer.from(bytes).toString() : null);
  return {
    source: answer.ok ? answer.value.source : answer.error.code,
    document: text(request?.document)?.includes('ClinicalDocument') ?? false,
    sheet: text(request?.sheet),
  };
}
const national = Buffer.from('<!-- nationale -->');

test('the sheet that a document names and that travels in its archive is kept with it, and lays it out', async () => {
  const id = await received(archive(named, 'autre.xsl', 'LABO.XSL'), 'IHE_XDM.zip');
  expect(await asked(id, national)).toEqual({ source: 'sender', document: true, sheet: '<!-- LABO.XSL -->' });
});

test('a document around which its sheet stands is laid out by itself', async () => {
  const id = await received(fixture('auto-presentable.xml'), 'cr.xml');
  expect(await asked(id, national)).toEqual({ source: 'sender', document: true, sheet: null });
});

test('a sheet that is named and did not come is not replaced by a neighbour, but by that of the practice', async () => {
  const id = await received(archive(named, 'autre.xsl'), 'IHE_XDM.zip');
  expect(await asked(id, national)).toEqual({
    source: 'practice',
    document: true,
    sheet: '<!-- nationale -->',
  });
});

test('without any sheet the document says so, and stays in our own rendering', async () => {
  const id = await received(archive(cda()), 'IHE_XDM.zip');
  expect(await asked(id, null)).toEqual({ source: 'stylesheet-none', document: false, sheet: null });
  expect((await asked('nobody', null)).source).toBe('document-unknown');
});
