import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readMessage } from '../../../src/main/inbox/readMessage';
import { type Scenario, scenarios } from '../../../src/sandbox/partners/scenarios';
import type { InboxItem } from '../../../src/shared/contract/inbox';
import { seededIds } from '../../../src/shared/ids';
import { World } from './world';

const at = new Date('2026-11-23T09:15:00Z');
const RECEIVED = '2026-11-23T09:16:00.000Z';
let world: World;
let opened: Awaited<ReturnType<World['open']>>;

beforeEach(async () => {
  world = new World();
  opened = await world.open({ read: readMessage });
});
afterEach(async () => {
  await opened.practice.stop();
  await opened.store.close();
  world.remove();
});

async function receive(bytes: Uint8Array): Promise<InboxItem[]> {
  const received = await opened.practice.intake.receive({ bytes, receivedAt: RECEIVED, channel: 'mss' });
  if (!received.ok) throw new Error(received.error.code);
  return Promise.all(received.value.items.map((itemId) => opened.ask('inbox.open', { itemId })));
}
const send = async (name: Scenario): Promise<InboxItem> => {
  const { raw } = await scenarios[name]({ at, ids: seededIds(name) });
  return (await receive(new Uint8Array(raw)))[0]!;
};
const listed = async () => (await opened.ask('inbox.list', {})).rows[0]!;

describe('E-REC-05 the list gives title, date, patient, author and organisation, version, act and performer, encounter', () => {
  test('of a structured report (N3)', async () => {
    const item = await send('lab');
    expect(await listed()).toMatchObject({
      level: 'N3',
      title: expect.stringMatching(/examens biologiques/i),
      documentDate: expect.stringMatching(/^2026-11-23T/),
      receivedAt: RECEIVED,
      patientName: expect.stringMatching(/^DURAND/),
      author: expect.stringMatching(/BIOLOGISTE-FICTIVE.*, BIOLAB RENNES FICTIF/),
      sender: 'BIOLAB RENNES FICTIF',
      version: 1,
      act: 'Hématologie, Biochimie',
      performer: expect.stringMatching(/BIOLOGISTE-FICTIVE/),
      encounter: 'Ambulatoire',
    });
    expect(item.document).toMatchObject({
      performer: { name: expect.any(String) },
      encounter: { label: 'Ambulatoire' },
    });
  });

  test('of a report that is a PDF under a header (N1)', async () => {
    await send('imaging');
    expect(await listed()).toMatchObject({
      level: 'N1',
      title: expect.stringMatching(/imagerie|échographie/i),
      documentDate: expect.stringMatching(/^2026-11-23T/),
      patientName: expect.stringMatching(/^DURAND/),
      author: expect.stringMatching(/FICTI.*, IMAGERIE FICTIVE DE VILAINE/),
      version: 1,
      act: expect.stringMatching(/chographie/),
      performer: expect.stringMatching(/FICTI/),
      encounter: expect.stringMatching(/\S/),
    });
  });

  test('of a PDF alone: what the mail says, and nothing invented', async () => {
    await send('lab-pdf');
    expect(await listed()).toMatchObject({
      level: 'PDF',
      title: expect.stringMatching(/Résultats/),
      documentDate: null,
      receivedAt: RECEIVED,
      patientName: '',
      sender: 'BIOLAB RENNES FICTIF',
      version: null,
      author: '',
      act: '',
      performer: '',
      encounter: '',
      verdict: 'none',
    });
  });
});

describe('what a message brings beside its documents', () => {
  const boundary = 'b1';
  const part = (type: string, name: string, body: string) =>
    `--${boundary}\r\nContent-Type: ${type}\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(body, 'latin1').toString('base64')}\r\n`;
  const mail = (...parts: string[]) =>
    new TextEncoder().encode(
      `From: Labo <labo@x.mssante.fr>\r\nTo: a@b.fr\r\nSubject: Resultats\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=${boundary}\r\n\r\n${parts.join('')}--${boundary}--\r\n`,
    );
  const pdf = (n: number) => `%PDF-1.4\n%${n}\n%%EOF`;

  test('is listed and saved byte for byte, and never read', async () => {
    const [item] = await receive(
      mail(
        part('application/pdf', 'a.pdf', pdf(1)),
        part('image/svg+xml', '../../evil.svg', '<svg onload="x"/>'),
      ),
    );
    expect(item!.files).toEqual([
      { index: 0, fileName: expect.stringContaining('evil.svg'), mediaType: 'image/svg+xml', size: 17 },
    ]);
    const file = await opened.ask('inbox.messageFile', { itemId: item!.row.id, index: 0 });
    expect(Buffer.from(file.bytes).toString('latin1')).toBe('<svg onload="x"/>');
    const other = opened.ask.refused('inbox.messageFile', { itemId: item!.row.id, index: 1 });
    expect(await other).toBe('inbox-attachment-unknown');
  });

  test('a message without any document keeps its files within reach', async () => {
    await receive(mail(part('text/plain', 'note.txt', 'Bonjour')));
    const { rows } = await opened.ask('inbox.list', { state: 'unreadable' });
    const item = await opened.ask('inbox.open', { itemId: rows[0]!.id });
    expect(item.failure?.code).toBe('inbox-no-document');
    expect(item.files.map((f) => f.fileName)).toEqual(['note.txt']);
  });

  test('documents of one message know each other, in its order', async () => {
    const items = await receive(
      mail(part('application/pdf', 'a.pdf', pdf(1)), part('application/pdf', 'b.pdf', pdf(2))),
    );
    expect(items).toHaveLength(2);
    for (const item of items) expect(item.siblings.map((s) => s.id)).toEqual(items.map((i) => i.row.id));
  });
});
