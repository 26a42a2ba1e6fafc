import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../../src/main/store/store';
import type { DocumentEntry } from '../../../src/main/xds/model';
import type { ClinicalDocument } from '../../../src/shared/documents/clinicalDocument';
import { matricule, person } from '../../unit/patients/people';
import { labReport, messageOf, settle, World } from './world';

const elise = person('elise');
const samira = person('samira', {
  traits: { ...elise.traits, birthName: 'BENALI', firstNames: 'SAMIRA', firstGivenName: 'SAMIRA' },
  ins: matricule('2860335238013'),
});
let world: World;
let store: Store;
let opened: Awaited<ReturnType<World['open']>>;

beforeEach(async () => {
  world = new World();
  opened = await world.open();
  store = opened.store;
  await settle(store, elise);
  await settle(store, samira);
});
afterEach(async () => {
  await opened.practice.stop();
  await store.close();
  world.remove();
});

const coded = (code: string, label: string, system = '1.2') => ({ code, label, system });
const entry = (uniqueId: string, over: Partial<DocumentEntry> = {}): DocumentEntry => ({
  entryUuid: `urn:uuid:${uniqueId}`,
  uniqueId,
  mimeType: 'text/xml',
  creationTime: '20261120083000',
  languageCode: 'fr-FR',
  serviceStartTime: null,
  serviceStopTime: null,
  title: 'CR de biologie',
  comments: null,
  authors: [
    {
      person: '899700000120^D\\S\\ARTAGNAN^Sylvie^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS',
      institution: 'Biolab Rennes^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^1',
      role: null,
      speciality: null,
    },
  ],
  classCode: coded('11', 'Compte rendu'),
  typeCode: coded('11502-2', 'CR d’examens biologiques'),
  formatCode: coded('x', 'x'),
  confidentialityCodes: [coded('N', 'Normal', '2.16.840.1.113883.5.25')],
  facilityType: coded('SA07', 'x'),
  practiceSetting: coded('AMBULATOIRE', 'x'),
  eventCodes: [],
  legalAuthenticator: null,
  patientId: '',
  sourcePatientId: '',
  sourcePatientInfo: [],
  hash: null,
  size: 10,
  uri: null,
  repositoryUniqueId: '1',
  logicalId: null,
  status: null,
  version: null,
  ...over,
});
const shelve = (document: ClinicalDocument, over: Partial<DocumentEntry> = {}) =>
  world.shelf.push({
    entry: entry(document.documentId!, over),
    bytes: messageOf([document], { nonce: 'dmp' }),
  });
const byMail = async (document: ClinicalDocument) => {
  const bytes = messageOf([document]);
  const received = await opened.practice.intake.receive({
    bytes,
    receivedAt: '2026-11-23T08:30:00Z',
    channel: 'mss',
  });
  if (!received.ok) throw new Error(received.error.code);
  return received.value.items;
};
const list = async (patientId = 'elise') => (await opened.ask('dmp.list', { patientId })).documents;
const bring = (uniqueId = '1.2.3.1', patientId = 'elise') => opened.ask('dmp.bring', { patientId, uniqueId });
const record = async (patientId = 'elise') =>
  (await opened.ask('patients.open', { patientId })).documents.map((d) => d.origin);
const sources = async (documentId: string) =>
  (await opened.ask('documents.life', { documentId })).sources.map((s) => `${s.how} ${s.channel}`);

describe('what the DMP of a patient holds', () => {
  test('is asked only under a qualified INS, and only when somebody looks; a refusal is said with what to do', async () => {
    await settle(store, person('other', { ins: null, status: 'provisoire' }));
    await opened.ask('patients.open', { patientId: 'elise' });
    expect(await opened.ask.refused('dmp.list', { patientId: 'other' })).toBe('dmp-needs-qualified');
    expect(await opened.ask.refused('dmp.bring', { patientId: 'other', uniqueId: '1' })).toBe(
      'dmp-needs-qualified',
    );
    expect(world.calls).toEqual([]);
    world.shelfFailure = { code: 'dmp-closed', retry: 'never', message: 'Fermé.', action: 'Rien.' };
    expect(await opened.ask.refused('dmp.list', { patientId: 'elise' })).toBe('dmp-closed');
    const light = (await opened.ask('services.status', {})).find((s) => s.id === 'dmp');
    expect(light).toMatchObject({ state: 'error', explanation: 'Fermé.' });
  });

  test('is described by its registry, latest first, masks said', async () => {
    shelve(labReport(elise, { documentId: 'a' }), { creationTime: '20260101' });
    shelve(labReport(elise, { documentId: 'b' }), {
      confidentialityCodes: [coded('MASQUE_PS', 'Masqué aux professionnels', '1.2.250.1.213.1.1.4.13')],
      serviceStartTime: '20261119070000',
    });
    expect(await list()).toMatchObject([
      {
        uniqueId: 'b',
        title: 'CR de biologie',
        type: 'CR d’examens biologiques',
        date: '2026-11-19T07:00:00Z',
        author: 'Sylvie D^ARTAGNAN, Biolab Rennes',
        masks: ['Masqué aux professionnels'],
        standing: 'absent',
      },
      { uniqueId: 'a', date: '2026-01-01', masks: [] },
    ]);
  });

  test('E-REC-07 a document that came by mail is « déjà au dossier », and keeps both ways it was seen', async () => {
    await byMail(labReport(elise));
    shelve(labReport(elise));
    const [line] = await list();
    expect(line).toMatchObject({ standing: 'in-record' });
    expect(await sources(line!.documentId!)).toEqual(['received mss', 'seen dmp']);
    const row = (await opened.ask('inbox.list', {})).rows[0]!;
    const { sources: shown } = await opened.ask('inbox.open', { itemId: row.id });
    expect(shown.map((s) => s.how)).toEqual(['received', 'seen']);
    expect(world.calls).toEqual(['TD3.1']);
  });

  test('the same id with other bytes is not the same document; a copy in another record is named', async () => {
    await byMail(labReport(elise));
    shelve(labReport(elise), { hash: '0'.repeat(40) });
    expect(await list()).toMatchObject([{ standing: 'differs' }]);
    world.shelf = [];
    await byMail(labReport(samira, { documentId: 's', setId: 's' }));
    shelve(labReport(samira, { documentId: 's', setId: 's' }));
    expect(await list()).toMatchObject([{ standing: 'elsewhere', elsewhere: 'BENALI Samira' }]);
  });
});

describe('a document brought from the DMP', () => {
  test('goes through the same intake: certain, it stands in the record by that gesture, and Z takes it back', async () => {
    shelve(labReport(elise));
    await list();
    const brought = await bring();
    expect(brought).toMatchObject({ standing: 'filed', documentId: expect.any(String) });
    expect(await record()).toEqual(['dmp']);
    expect((await opened.ask('inbox.list', {})).rows).toEqual([]);
    expect(await sources(brought.documentId!)).toEqual(['received dmp']);
    expect(await list()).toMatchObject([{ standing: 'in-record' }]);
    await opened.ask('inbox.undo', { undo: brought.undo! });
    expect((await opened.ask('inbox.list', {})).rows).toHaveLength(1);
    const actions = await store.db.selectFrom('journal').select('action').execute();
    expect(actions.map((a) => a.action)).toEqual(expect.arrayContaining(['dmp.listed', 'dmp.brought']));
  });

  test('E-REC-07 brought, then received by mail: one document, both sources', async () => {
    shelve(labReport(elise));
    const { documentId } = await bring();
    expect(await byMail(labReport(elise))).toEqual([]);
    expect(await record()).toEqual(['dmp']);
    expect((await sources(documentId!)).sort()).toEqual(['received dmp', 'received mss']);
    // Asked again, it is not taken twice.
    expect(await bring()).toMatchObject({ standing: 'already', documentId });
    expect(await record()).toEqual(['dmp']);
  });

  test('whose header names somebody else is filed under neither by itself, and says why', async () => {
    shelve(labReport(samira));
    expect(await bring()).toMatchObject({ standing: 'to-file', undo: null });
    expect([await record('elise'), await record('samira')]).toEqual([[], []]);
    const [row] = (await opened.ask('inbox.list', {})).rows;
    expect(row).toMatchObject({ verdict: 'proposed', patientId: null });
    const { warnings, source } = await opened.ask('inbox.open', { itemId: row!.id });
    expect(warnings).toMatchObject([{ code: 'dmp-of-another' }]);
    expect(warnings[0]?.message).toContain('DMP de DURAND Elise');
    expect(warnings[0]?.message).toContain('BENALI SAMIRA');
    expect(source.channel).toBe('dmp');
  });

  test('that cannot be read waits among the unreadable with its bytes', async () => {
    world.shelf.push({ entry: entry('x'), bytes: new TextEncoder().encode('not a document') });
    expect(await bring('x')).toMatchObject({ standing: 'unreadable', documentId: null });
    const [row] = (await opened.ask('inbox.list', { state: 'unreadable' })).rows;
    const original = await opened.ask('inbox.original', { itemId: row!.id });
    expect(new TextDecoder().decode(original.bytes)).toBe('not a document');
    expect(original.fileName).toBe('document-du-dmp.xml');
  });

  test('that the registry does not know any more is said to be gone', async () => {
    expect(await opened.ask.refused('dmp.bring', { patientId: 'elise', uniqueId: 'gone' })).toBe(
      'dmp-document-gone',
    );
  });

  test('in degraded form (N1, its PDF inside) is filed by its header as any other', async () => {
    shelve(labReport(elise, { level: 'N1', results: [] }));
    expect(await bring()).toMatchObject({ standing: 'filed' });
    expect((await opened.ask('patients.open', { patientId: 'elise' })).documents).toMatchObject([
      { level: 'N1', origin: 'dmp' },
    ]);
  });

  test('stored and not read before a stop still says, once read, whose DMP it came from', async () => {
    const bytes = messageOf([labReport(samira)], { nonce: 'dmp' });
    const dead = await world.open({ read: () => new Promise(() => {}) });
    void dead.practice.intake.receive({ bytes, receivedAt: 'x', channel: 'dmp', dmpOf: 'elise' });
    await expect
      .poll(() => store.db.selectFrom('messages').select('state').execute())
      .toEqual([{ state: 'stored' }]);
    await dead.store.close();
    expect(await opened.practice.intake.resume()).toBe(1);
    const [row] = (await opened.ask('inbox.list', {})).rows;
    expect(row).toMatchObject({ verdict: 'proposed', patientId: null });
  });
});
