import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { refreshVerdicts } from '../../../src/main/inbox/verdicts';
import { verify } from '../../../src/main/journal/journal';
import type { Store } from '../../../src/main/store/store';
import type { ClinicalDocument } from '../../../src/shared/documents/clinicalDocument';
import { seededIds } from '../../../src/shared/ids';
import { quantity } from '../../fixtures/renderer/documents';
import { person } from '../../unit/patients/people';
import { labReport, messageOf, result, settle, World } from './world';

const elise = person('elise');
let world: World;
let store: Store;
let opened: Awaited<ReturnType<World['open']>>;

beforeEach(async () => {
  world = new World();
  opened = await world.open();
  store = opened.store;
  await settle(store, elise);
});
afterEach(async () => {
  await opened.practice.stop();
  await store.close();
  world.remove();
});

const arrive = async (bytes: Uint8Array, receivedAt = '2026-11-23T08:30:00Z') => {
  const received = await opened.practice.intake.receive({ bytes, receivedAt, channel: 'mss' });
  if (!received.ok) throw new Error(received.error.code);
  return received.value;
};
const act = { who: 'test', at: '2026-11-23T09:00:00.000Z', ids: seededIds('act') };
const report = (over: Partial<ClinicalDocument> = {}) => labReport(elise, over);
const list = (over = {}) => opened.ask('inbox.list', over);
const record = () => opened.ask('patients.open', { patientId: 'elise' });

describe('arrival', () => {
  test('a certain document stands in the record at once, and in the worklist until acknowledged', async () => {
    const { items } = await arrive(messageOf([report()]));
    const before = await list();
    expect(before.counts).toMatchObject({ toFile: 1, abnormal: 1, toReconcile: 0, byKind: { biology: 1 } });
    expect(before.rows[0]).toMatchObject({
      state: 'to-file',
      read: false,
      verdict: 'certain',
      patientId: 'elise',
      patientName: 'DURAND Elise',
      abnormal: 1,
      sender: 'Biolab Rennes',
    });
    expect((await record()).documents).toMatchObject([{ origin: 'mss', superseded: false, abnormal: 1 }]);
    const item = await opened.ask('inbox.open', { itemId: items[0]! });
    expect(item.match.sentence).toBe(
      'Classé automatiquement dans le dossier de DURAND Elise\u202f: matricule et cinq traits égaux.',
    );
    await opened.ask('inbox.file', { itemId: items[0]!, patientId: 'elise', revision: item.row.revision });
    expect((await list()).rows).toEqual([]);
    expect((await list({ state: 'filed' })).rows).toMatchObject([{ state: 'filed', read: true }]);
  });

  test('E-REC-06 with automatic filing off, a qualified INS is pre-matched and files in one gesture', async () => {
    await opened.practice.stop();
    await store.close();
    opened = await world.open({ autoFile: false });
    store = opened.store;
    const { items } = await arrive(messageOf([report()]));
    const item = await opened.ask('inbox.open', { itemId: items[0]! });
    expect(item).toMatchObject({
      row: { state: 'to-file', verdict: 'certain', patientId: null },
      match: { verdict: 'certain', candidates: [{ patient: { id: 'elise' } }] },
    });
    expect((await record()).documents).toEqual([]);
    await opened.ask('inbox.file', { itemId: items[0]!, patientId: 'elise', revision: item.row.revision });
    expect((await record()).documents).toMatchObject([{ title: 'Compte rendu d’examens biologiques' }]);
  });

  test('anything less than certain is proposed side by side and files nothing', async () => {
    const patient = { ...report().patient, birthName: 'DURANT' };
    const { items } = await arrive(messageOf([report({ patient })]));
    const item = await opened.ask('inbox.open', { itemId: items[0]! });
    expect(item.row).toMatchObject({
      state: 'to-file',
      verdict: 'proposed',
      patientId: null,
      patientName: 'DURANT ELISE',
    });
    expect(item.match.candidates[0]?.comparison.find((c) => c.trait === 'birthName')?.verdict).toBe(
      'different',
    );
    // Nobody's history before it is surely theirs.
    expect(item.history).toEqual({});
    expect((await record()).documents).toEqual([]);
    expect((await list()).counts.toReconcile).toBe(1);
  });

  test('an archive that contradicts its document, or a unique id used twice, is never filed by itself', async () => {
    await arrive(messageOf([report()], { trustworthy: false }));
    await arrive(messageOf([report({ title: 'Autre' })]));
    const rows = (await list()).rows;
    expect(rows.map((r) => [r.state, r.verdict])).toEqual([
      ['to-file', 'proposed'],
      ['to-file', 'proposed'],
    ]);
    const warned = await Promise.all(rows.map((r) => opened.ask('inbox.open', { itemId: r.id })));
    expect(warned.flatMap((w) => w.warnings.map((x) => x.code)).sort()).toEqual([
      'archive-contradicts',
      'unique-id-reused',
    ]);
  });

  test('E-REC-07 the same message, or the same document by another message, is taken once; both sources are kept', async () => {
    const first = await arrive(messageOf([report()]));
    expect(await arrive(messageOf([report()]))).toEqual({
      messageId: first.messageId,
      items: [],
      duplicate: true,
    });
    expect((await arrive(messageOf([report()], { nonce: 'copie' }))).items).toEqual([]);
    expect((await list()).rows).toHaveLength(1);
    expect(await store.db.selectFrom('documents').select('id').execute()).toHaveLength(1);
    expect(await store.db.selectFrom('document_sources').selectAll().execute()).toHaveLength(2);
  });

  test('what cannot be read is kept with its reason and its bytes, and cannot be filed', async () => {
    const bytes = new TextEncoder().encode('not a message');
    const { items } = await arrive(bytes);
    await arrive(new TextEncoder().encode('die'));
    await arrive(messageOf([]));
    const unreadable = await list({ state: 'unreadable' });
    expect(unreadable.counts.unreadable).toBe(3);
    expect((await list()).rows).toEqual([]);
    const open = await opened.ask('inbox.open', { itemId: items[0]! });
    expect(open).toMatchObject({ document: null, failure: { code: 'mime-broken' } });
    expect((await opened.ask('inbox.original', { itemId: items[0]! })).bytes).toEqual(bytes);
    expect(
      await opened.ask.refused('inbox.file', { itemId: items[0]!, patientId: 'elise', revision: 1 }),
    ).toBe('inbox-unreadable');
    const failures = await Promise.all(
      unreadable.rows.map((r) => opened.ask('inbox.open', { itemId: r.id })),
    );
    expect(failures.map((f) => f.failure?.code).sort()).toEqual([
      'inbox-no-document',
      'inbox-reader-lost',
      'mime-broken',
    ]);
  });

  test('messages the operator would not bring whole are unreadable lines with that reason, and the queue goes on', async () => {
    const refused = {
      code: 'mss-received-too-large',
      retry: 'human',
      message: 'Trop.',
      action: 'Voir.',
    } as const;
    const fetched = (uid: number, bytes: Uint8Array, more = {}) => ({
      uid,
      uidValidity: '7',
      bytes,
      receivedAt: '2026-11-23T08:30:00Z',
      flags: [],
      ...more,
    });
    world.incoming = [
      // A whole report in what was kept: read as a message it would be filed, cut short as it may be.
      fetched(1, messageOf([report({ documentId: '1.2.3.9' })]), { refused }),
      fetched(2, new Uint8Array(), { refused }),
      fetched(3, new Uint8Array(), { refused }),
      fetched(4, messageOf([report()])),
    ];
    opened.practice.start();
    await expect.poll(async () => (await list()).rows.length).toBe(1);
    await opened.practice.stop();
    const lines = (await list({ state: 'unreadable' })).rows;
    expect(lines).toHaveLength(3);
    const items = await Promise.all(lines.map((r) => opened.ask('inbox.open', { itemId: r.id })));
    expect(items.map((i) => [i.failure, i.document])).toEqual([
      [refused, null],
      [refused, null],
      [refused, null],
    ]);
    const headed = items.find((i) => i.source.from !== '')!;
    expect(headed.source).toMatchObject({
      from: 'Biolab Rennes',
      subject: 'XDM/1.0/DDM+résultats',
      text: '',
    });
    const original = await opened.ask('inbox.original', { itemId: headed.row.id });
    expect(original.bytes).toEqual(world.incoming[0]!.bytes);
    expect((await record()).documents).toHaveLength(1);
    // Brought again after a new UIDVALIDITY or a crash before the cursor: nothing more; and nothing is left to read.
    const again = { ...world.incoming[0]!, channel: 'mss' as const };
    expect(await opened.practice.intake.receive(again)).toMatchObject({
      value: { items: [], duplicate: true },
    });
    expect(await opened.practice.intake.resume()).toBe(0);
  });

  test('bytes stored before a crash are read at the next start, once', async () => {
    const hang = new World();
    const dead = await hang.open({ read: () => new Promise(() => {}) });
    await settle(dead.store, elise);
    dead.practice.intake
      .receive({ bytes: messageOf([report()]), receivedAt: 'x', channel: 'mss' })
      .catch(() => {});
    await expect
      .poll(() => dead.store.db.selectFrom('messages').select('state').execute())
      .toEqual([{ state: 'stored' }]);
    await dead.store.close();
    const next = await hang.open();
    expect(await next.practice.intake.resume()).toBe(1);
    expect(await next.practice.intake.resume()).toBe(0);
    expect((await next.ask('inbox.list', {})).rows).toHaveLength(1);
    await next.store.close();
    hang.remove();
  });
});

describe('gestures', () => {
  test('a gesture on a stale line is refused and changes nothing', async () => {
    const { items } = await arrive(messageOf([report()]));
    const stale = { itemId: items[0]!, patientId: 'elise', revision: 1 };
    await opened.ask('inbox.unfile', { itemId: items[0]!, revision: 1 });
    expect(await opened.ask.refused('inbox.file', stale)).toBe('inbox-stale');
    expect((await record()).documents).toEqual([]);
    expect(await opened.ask.refused('inbox.file', { ...stale, itemId: 'absent' })).toBe('inbox-unknown');
    expect(await opened.ask.refused('inbox.file', { ...stale, revision: 2, patientId: 'absent' })).toBe(
      'patient-unknown',
    );
  });

  test('filing under the wrong patient and undoing leaves neither document nor result behind', async () => {
    await settle(store, person('other', { ins: null, status: 'provisoire' }));
    const { items } = await arrive(messageOf([report()]));
    const gesture = await opened.ask('inbox.file', { itemId: items[0]!, patientId: 'other', revision: 1 });
    expect((await record()).documents).toEqual([]);
    expect((await opened.ask('patients.open', { patientId: 'other' })).series).toHaveLength(1);
    await opened.ask('inbox.undo', { undo: gesture.undo });
    const other = await opened.ask('patients.open', { patientId: 'other' });
    expect([other.documents, other.series]).toEqual([[], []]);
    expect((await record()).series).toMatchObject([
      { analyte: 'ferritin', measurements: [{ value: '312', unit: 'ug/L' }] },
    ]);
    expect((await list()).rows[0]).toMatchObject({ state: 'to-file', patientId: 'elise' });
    expect(await opened.ask.refused('inbox.undo', { undo: gesture.undo })).toBe('inbox-undo-unknown');
  });

  test('an undo is refused once something else happened to the line', async () => {
    const { items } = await arrive(messageOf([report()]));
    const filed = await opened.ask('inbox.file', { itemId: items[0]!, patientId: 'elise', revision: 1 });
    await opened.ask('inbox.unfile', { itemId: items[0]!, revision: 2 });
    expect(await opened.ask.refused('inbox.undo', { undo: filed.undo })).toBe('inbox-undo-stale');
  });

  test('E-INS-23 E-INS-35 a patient created from a document is provisoire and without INS; undo takes the record out of sight', async () => {
    const stranger = person('x', {
      traits: {
        ...elise.traits,
        birthName: 'LE GALL',
        firstNames: 'YANN',
        firstGivenName: 'YANN',
        sex: 'M',
        birthDate: '1951-07-02',
      },
      ins: { value: '151073523801212', oid: elise.ins!.oid },
    });
    const { items } = await arrive(messageOf([labReport(stranger, { documentId: '9.9' })]));
    const gesture = await opened.ask('inbox.createPatient', { itemId: items[0]!, revision: 1 });
    const [found] = await opened.ask('patients.search', { query: 'gall' });
    expect(found?.patient).toMatchObject({
      status: 'provisoire',
      ins: null,
      traits: { birthName: 'LE GALL', birthDate: '1951-07-02' },
    });
    await opened.ask('inbox.undo', { undo: gesture.undo });
    expect(await opened.ask('patients.search', { query: 'gall' })).toEqual([]);
    expect((await list()).rows[0]).toMatchObject({ state: 'to-file', patientId: null });
  });

  test('E-INS-04 every gesture, and every record opened, stands in a journal whose chain holds, with ids and no trait', async () => {
    const { items } = await arrive(messageOf([report()]));
    const { undo } = await opened.ask('inbox.unfile', { itemId: items[0]!, revision: 1 });
    await opened.ask('inbox.undo', { undo });
    await record();
    const lines = await store.db.selectFrom('journal').selectAll().orderBy('seq').execute();
    expect(lines.map((l) => l.action)).toEqual([
      'message.stored',
      'inbox.filed',
      'message.read',
      'inbox.unfiled',
      'inbox.undone',
      'record.opened',
    ]);
    expect(lines.map((l) => l.who)).toEqual([
      'automate',
      'automate',
      'automate',
      '99700000120',
      '99700000120',
      '99700000120',
    ]);
    expect((await verify(store.db)).ok).toBe(true);
    expect(JSON.stringify(lines)).not.toMatch(/DURAND|MARIE|28603/i);
  });
});

describe('worklist', () => {
  test('E-REC-02 the most recent first; filters by kind, text and abnormality; sorts by patient', async () => {
    const benali = person('b', {
      traits: { ...elise.traits, birthName: 'BENALI', firstNames: 'SAMIRA', firstGivenName: 'SAMIRA' },
      ins: null,
    });
    await arrive(messageOf([report()]), '2026-11-23T08:30:00Z');
    await arrive(
      messageOf([
        labReport(benali, {
          documentId: '2',
          setId: null,
          kind: 'imaging',
          title: 'IRM du genou',
          results: [],
        }),
      ]),
      '2026-11-23T09:30:00Z',
    );
    const titles = async (query: object) => (await list(query)).rows.map((r) => r.patientName.split(' ')[0]);
    expect(await titles({})).toEqual(['BENALI', 'DURAND']);
    expect(await titles({ descending: false })).toEqual(['DURAND', 'BENALI']);
    expect(await titles({ sort: 'patient', descending: true })).toEqual(['DURAND', 'BENALI']);
    expect(await titles({ kind: 'imaging' })).toEqual(['BENALI']);
    expect(await titles({ abnormalOnly: true })).toEqual(['DURAND']);
    expect(await titles({ text: 'genou' })).toEqual(['BENALI']);
    expect(await titles({ text: 'elise ferri' })).toEqual(['DURAND']);
  });

  test('what changed since the last report is said first, across laboratories and units', async () => {
    const earlier = [
      result('ferritine', '2276-4', '141', 'ug/L'),
      result('TSH', '3016-3', '3.10', 'mUI/L'),
      result('hémoglobine', '718-7', '133', 'g/L'),
      result('plaquettes', '777-3', '250', '10*9/L', { panel: 'NFS' }),
      result('leucocytes', '6690-2', '6.1', '10*9/L', { panel: 'NFS' }),
      result('glycémie', '2345-7', '0.90', 'g/L'),
      result('créatinine', '14682-9', '80', 'umol/L'),
    ];
    await arrive(
      messageOf([
        report({ documentId: 'old', setId: 'old', date: '2026-09-02T08:00:00+02:00', results: earlier }),
      ]),
    );
    const now = [
      result('hémoglobine', '718-7', '13.1', 'g/dL'),
      result('plaquettes', '777-3', '255', '/uL', { panel: 'NFS', value: { ...quantity('255000', '/uL') } }),
      result('ferritine', '2276-4', '160', 'ug/L', { interpretation: 'H' }),
      result('TSH', '3016-3', '6.80', 'm[IU]/L', { computed: 'H' }),
      result('glycémie', '14749-6', '4.89', 'mmol/L'),
      result('créatinine', '2160-0', '18.5', 'mg/L'),
      result('calcémie', '2000-8', '2.31', 'mmol/L'),
      result('vitamine D', '1989-3', '', '', {
        value: { kind: 'none', value: null, unit: null, text: null, comparator: null, code: null },
      }),
      result('kaliémie', '2823-3', '7.1', 'mmol/L', { interpretation: 'HH' }),
    ];
    const { items } = await arrive(messageOf([report({ results: now })]));
    const item = await opened.ask('inbox.open', { itemId: items[0]! });
    expect(item.changes.map((c) => `${c.tone} ${c.text}`)).toEqual([
      'critical kaliémie\u202f: valeur critique',
      'high ferritine sort de l’intervalle',
      'high TSH doublée et sort de l’intervalle',
      'high créatinine doublée depuis le 02/09/2026, dans l’intervalle',
      'missing vitamine D demandée, absente',
      'missing Absent, présent le 02/09/2026\u202f: leucocytes',
      'new Jamais mesuré avant\u202f: calcémie',
      'stable Stable\u202f: hémoglobine, plaquettes, glycémie',
    ]);
    expect(item.history['14749-6']).toMatchObject([{ text: '5.00', unit: 'mmol/L', sent: '0.90 g/L' }]);
    expect(item.history['718-7']).toMatchObject([{ text: '13.3', unit: 'g/dL', sent: '133 g/L' }]);
    expect(item.history['2160-0']).toMatchObject([{ text: '9.0', sent: '80 umol/L', comparable: true }]);
  });

  test('a value of another technique is said so and doubles nothing', async () => {
    const psa = (value: string, method: string, interpretation: string) =>
      result('PSA', '2857-1', value, 'ug/L', { method, interpretation });
    await arrive(
      messageOf([
        report({
          documentId: 'old',
          setId: 'old',
          date: '2026-09-02T08:00:00+02:00',
          results: [psa('1.0', 'ECLIA', 'N')],
        }),
      ]),
    );
    const { items } = await arrive(messageOf([report({ results: [psa('4.9', 'CMIA', 'H')] })]));
    const item = await opened.ask('inbox.open', { itemId: items[0]! });
    expect(item.history['2857-1']).toMatchObject([{ text: '1.0', comparable: false }]);
    expect(item.changes.map((c) => c.text)).toEqual([
      'PSA hors de l’intervalle, non comparable au 02/09/2026',
    ]);
  });

  test('a first report calls nothing new', async () => {
    const { items } = await arrive(messageOf([report()]));
    const { changes } = await opened.ask('inbox.open', { itemId: items[0]! });
    expect(changes.filter((c) => c.tone === 'new' || c.tone === 'missing')).toEqual([]);
  });

  test('a cancelled result, and what was measured on a germ, are no values of the patient', async () => {
    await arrive(
      messageOf([
        report({
          results: [
            result('ferritine', '2276-4', '12', 'ug/L', { status: 'aborted' }),
            result('amoxicilline', '20-8', '4', 'ug/mL', { isolate: 'Escherichia coli' }),
          ],
        }),
      ]),
    );
    expect((await record()).series).toEqual([]);
  });
});

describe('a verdict that changes under the eyes', () => {
  test('stale selection: the line has a new revision, the gesture on the old one is refused, and a gesture made before can still be taken back', async () => {
    await store.db
      .updateTable('patients')
      .set({ status: 'validee', ins_value: null, ins_oid: null })
      .execute();
    const { items } = await arrive(messageOf([report()]));
    const filed = await opened.ask('inbox.file', { itemId: items[0]!, patientId: 'elise', revision: 1 });
    const { undo } = await opened.ask('inbox.unfile', { itemId: items[0]!, revision: 2 });
    const shown = (await list()).rows[0]!;
    expect([shown.verdict, shown.revision]).toEqual(['proposed', 3]);
    await store.db
      .updateTable('patients')
      .set({ status: 'qualifiee', ins_value: elise.ins!.value, ins_oid: elise.ins!.oid })
      .execute();
    await refreshVerdicts(store, act, [elise.ins!.oid]);
    expect((await list()).rows[0]).toMatchObject({ verdict: 'certain', revision: 4 });
    expect(
      await opened.ask.refused('inbox.file', {
        itemId: items[0]!,
        patientId: 'elise',
        revision: shown.revision,
      }),
    ).toBe('inbox-stale');
    expect(await opened.ask.refused('inbox.undo', { undo: filed.undo })).toBe('inbox-undo-stale');
    await opened.ask('inbox.undo', { undo });
    expect((await record()).documents).toHaveLength(1);
  });

  test('a line filed by itself is certain no more once its record has lost its INS; it stays where it is', async () => {
    const { items } = await arrive(messageOf([report()]));
    await store.db
      .updateTable('patients')
      .set({ status: 'validee', ins_value: null, ins_oid: null })
      .execute();
    await refreshVerdicts(store, act, [elise.ins!.oid]);
    expect((await list()).rows[0]).toMatchObject({ verdict: 'proposed', patientId: 'elise' });
    expect((await opened.ask('inbox.open', { itemId: items[0]! })).match.sentence).toContain(
      'a changé depuis',
    );
    expect((await record()).documents).toHaveLength(1);
  });
});
