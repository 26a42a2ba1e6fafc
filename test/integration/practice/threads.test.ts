import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../../src/main/store/store';
import type { ClinicalDocument } from '../../../src/shared/documents/clinicalDocument';
import { matricule, person } from '../../unit/patients/people';
import { labReport, messageOf, result, settle, World } from './world';

const elise = person('elise');
const samira = person('samira', {
  traits: { ...elise.traits, birthName: 'BENALI', firstNames: 'SAMIRA', firstGivenName: 'SAMIRA' },
  ins: matricule('2860335238013'),
});
let world: World;
let store: Store;
let opened: Awaited<ReturnType<World['open']>>;

const open = async (options: Parameters<World['open']>[0] = {}) => {
  opened = await world.open(options);
  store = opened.store;
};
beforeEach(async () => {
  world = new World();
  await open();
  await settle(store, elise);
  await settle(store, samira);
});
afterEach(async () => {
  await opened.practice.stop();
  await store.close();
  world.remove();
});

const arrive = async (document: ClinicalDocument, receivedAt = '2026-11-23T08:30:00Z') => {
  const received = await opened.practice.intake.receive({
    bytes: messageOf([document]),
    receivedAt,
    channel: 'mss',
  });
  if (!received.ok) throw new Error(received.error.code);
  return received.value.items[0]!;
};
const ferritin = (value: string, over = {}) => result('ferritine', '2276-4', value, 'ug/L', over);
const version = (n: number, over: Partial<ClinicalDocument> = {}) =>
  labReport(elise, {
    documentId: `1.2.3.${n}`,
    version: n,
    replaces: n === 1 ? [] : [`1.2.3.${n - 1}`],
    results: [ferritin(`${n}00`)],
    ...over,
  });
const list = (over = {}) => opened.ask('inbox.list', over);
const item = (itemId: string) => opened.ask('inbox.open', { itemId });
const record = (patientId = 'elise') => opened.ask('patients.open', { patientId });
const values = async (patientId = 'elise') =>
  (await record(patientId)).series.flatMap((s) =>
    s.measurements.map((m) => (m.value === null ? null : Number(m.value))),
  );
const acknowledge = async (itemId: string, patientId = 'elise') =>
  opened.ask('inbox.file', { itemId, patientId, revision: (await item(itemId)).row.revision });
const unfile = async (itemId: string) =>
  opened.ask('inbox.unfile', { itemId, revision: (await item(itemId)).row.revision });

describe('one thread a report', () => {
  test.each([[[1, 2, 3]], [[1, 3, 2]], [[2, 1, 3]], [[2, 3, 1]], [[3, 1, 2]], [[3, 2, 1]]])(
    'E-REC-07 versions that come in the order %s make one line that opens on the third; only it is current',
    async (order) => {
      for (const n of order) await arrive(version(n));
      const { rows, counts } = await list();
      expect(rows).toMatchObject([{ version: 3, versions: 3, correction: 'corrected', superseded: false }]);
      expect(counts.toFile).toBe(1);
      expect(await values()).toEqual([300]);
      expect((await record()).documents.map((d) => [d.version, d.superseded, d.replacedBy]).sort()).toEqual([
        [1, true, 'here'],
        [2, true, 'here'],
        [3, false, null],
      ]);
      const newest = await item(rows[0]!.id);
      expect(newest.versions.map((v) => [v.version, v.standing])).toEqual([
        [3, 'current'],
        [2, 'replaced'],
        [1, 'replaced'],
      ]);
      const first = await item(newest.versions[2]!.itemId!);
      expect(first.document?.results[0]?.value.value).toBe('100');
      expect(first.warnings.map((w) => w.code)).toContain('superseded');
      expect(first.difference).toBeNull();
      // The values it corrects are no earlier values.
      expect(newest.history).toEqual({});
    },
  );

  test('a correction of an acknowledged report brings it back with what changed, value by value, since what was read', async () => {
    const tsh = result('TSH', '3016-3', '3.10', 'mUI/L');
    const crp = result('CRP', '1988-5', '4', 'mg/L');
    const iron = result('fer', '2498-4', '11', 'umol/L');
    await acknowledge(await arrive(version(1, { results: [ferritin('312'), tsh, crp] })));
    expect((await list()).rows).toEqual([]);
    await arrive(version(2, { results: [ferritin('31.2'), tsh, crp] }));
    const id = await arrive(
      version(3, { results: [ferritin('31.20'), { ...tsh, interpretation: 'H' }, iron] }),
    );
    expect((await list()).rows).toMatchObject([{ id, read: false, version: 3 }]);
    expect((await list({ state: 'filed' })).rows).toEqual([]);
    const { difference } = await item(id);
    expect(difference).toMatchObject({ since: { version: 1, acknowledged: true }, unchanged: 0 });
    expect(
      difference?.results.map((r) => [r.label, r.change, r.before?.value.value, r.after?.value.value]),
    ).toEqual([
      ['ferritine', 'value', '312', '31.20'],
      ['TSH', 'reading', '3.10', '3.10'],
      ['fer', 'added', undefined, '11'],
      ['CRP', 'removed', '4', undefined],
    ]);
    // The gesture on the newest acknowledges them all; taking it back brings the line back.
    const { undo } = await acknowledge(id);
    expect((await list()).rows).toEqual([]);
    await opened.ask('inbox.undo', { undo });
    expect((await list()).rows).toMatchObject([{ id }]);
  });

  test('a version that only adds to a partial report completes it; one that changes a value in it corrects it', async () => {
    const crp = result('CRP', '1988-5', '4', 'mg/L');
    const iron = result('fer', '2498-4', '11', 'umol/L');
    const said = async () => (await list()).rows.map((r) => r.correction);
    await arrive(version(1, { completeness: 'partial', results: [ferritin('312')] }));
    await arrive(version(2, { completeness: 'partial', results: [ferritin('312'), crp] }));
    expect(await said()).toEqual(['partial']);
    await arrive(version(3, { results: [ferritin('312'), crp, iron] }));
    expect(await said()).toEqual(['completed']);
    await arrive(version(4, { results: [ferritin('31.2'), crp, iron] }));
    expect(await said()).toEqual(['corrected']);
  });

  test('a version that comes after its successor was acknowledged asks for nothing', async () => {
    await acknowledge(await arrive(version(2)));
    await arrive(version(1));
    expect((await list()).rows).toEqual([]);
    expect((await list({ state: 'filed' })).rows).toMatchObject([{ version: 2, versions: 2 }]);
    expect(await values()).toEqual([200]);
  });

  test('with automatic filing off, one gesture files the newest and the ones it stands for, and Z takes all back', async () => {
    await opened.practice.stop();
    await store.close();
    await open({ autoFile: false });
    await arrive(version(1));
    const id = await arrive(version(2));
    const { undo } = await acknowledge(id);
    expect((await record()).documents.map((d) => d.version)).toEqual([2, 1]);
    await opened.ask('inbox.undo', { undo });
    expect((await record()).documents).toEqual([]);
    expect((await list()).rows).toMatchObject([{ id, versions: 2, patientId: null }]);
  });

  test('a correction that waits takes the former value out of the trends at once, and the record says where it is', async () => {
    await acknowledge(await arrive(version(1)));
    await arrive(version(2, { patient: { ...version(2).patient, birthPlace: '99999' } }));
    expect(await values()).toEqual([]);
    expect((await record()).documents).toMatchObject([
      { version: 1, superseded: true, replacedBy: 'waiting' },
    ]);
    expect((await list()).rows).toMatchObject([{ version: 2, verdict: 'proposed', versions: 2 }]);
  });

  test('versions that replace each other in a circle settle nothing: both stay current, none is hidden', async () => {
    await arrive(version(1, { version: null, setId: null, replaces: ['1.2.3.2'] }));
    await arrive(version(2, { version: null, setId: null, replaces: ['1.2.3.1'] }));
    expect((await list()).rows).toHaveLength(2);
    expect((await record()).documents.map((d) => d.superseded)).toEqual([false, false]);
  });

  test('the same order of the same laboratory, without a set, is only said to be perhaps a version', async () => {
    const alone = { setId: null, version: null, replaces: [], orderIds: ['1.2.9^42'] };
    await arrive(version(1, alone));
    const id = await arrive(version(2, alone));
    expect((await list()).rows).toHaveLength(2);
    const { versions, warnings } = await item(id);
    expect(versions.map((v) => v.standing)).toEqual(['current', 'likely']);
    expect(warnings.map((w) => w.code)).toContain('likely-version');
    expect((await values()).sort()).toEqual([100, 200]);
  });
});

describe('taken back by the laboratory', () => {
  test.each([
    ['all its results aborted', [ferritin('312', { status: 'aborted' })]],
    ['no result left', []],
  ])(
    'E-BIO-07 a report cancelled (%s) is seen as cancelled in the worklist and the record, and its values are nowhere current',
    async (_, results) => {
      await acknowledge(await arrive(version(1)));
      const id = await arrive(version(2, { results }));
      expect((await list()).rows).toMatchObject([{ id, correction: 'cancelled', versions: 2 }]);
      const { difference } = await item(id);
      expect(difference).toMatchObject({
        cancelled: true,
        results: [{ label: 'ferritine', change: 'removed' }],
      });
      expect(await values()).toEqual([]);
      expect((await record()).documents.map((d) => [d.version, d.cancelled, d.superseded])).toEqual([
        [2, true, false],
        [1, false, true],
      ]);
    },
  );

  test('E-BIO-07 a cancellation that comes before what it cancels is seen as one once that comes', async () => {
    await arrive(version(2, { results: [] }));
    await arrive(version(1));
    expect((await list()).rows).toMatchObject([{ version: 2, correction: 'cancelled' }]);
    expect(await values()).toEqual([]);
  });

  test('E-BIO-08 every result modified or taken away leaves a trace, who, when, before and after, that no gesture and no statement removes', async () => {
    const crp = result('CRP', '1988-5', '4', 'mg/L');
    await arrive(version(1, { results: [ferritin('312', { interpretation: 'H' }), crp] }));
    world.now = new Date('2026-11-24T10:00:00Z');
    const id = await arrive(version(2, { results: [ferritin('31.2')] }));
    const first = await store.db
      .selectFrom('documents')
      .select('id')
      .where('version', '=', 1)
      .executeTakeFirst();
    const trace = async () => (await opened.ask('documents.life', { documentId: first!.id })).changes;
    const expected = [
      { label: 'CRP', change: 'removed', before: '4 mg/L', after: null },
      { label: 'ferritine', change: 'value', before: '312 ug/L, H', after: '31.2 ug/L' },
    ].map((line) => ({
      at: '2026-11-24T10:00:00.000Z',
      who: 'Dr Sylvie AUBERT, Biolab Rennes',
      formerVersion: 1,
      version: 2,
      ...line,
    }));
    expect(await trace()).toEqual(expected);
    await opened.ask('inbox.undo', { undo: (await unfile(id)).undo });
    expect(await trace()).toEqual(expected);
    await expect(store.db.deleteFrom('result_changes').execute()).rejects.toThrow('a trace is kept');
    await expect(store.db.updateTable('result_changes').set({ before: '' }).execute()).rejects.toThrow(
      'a trace is kept',
    );
    const actions = await store.db.selectFrom('journal').select(['action', 'subject']).execute();
    expect(actions).toContainEqual({ action: 'document.replaced', subject: first!.id });
  });
});

describe('a mail that asks to discard', () => {
  const mail = async (over: object) => {
    const bytes = new TextEncoder().encode(
      JSON.stringify({
        ...JSON.parse(new TextDecoder().decode(messageOf([]))),
        messageId: '<2@labo>',
        subject: 'Annulation',
        text: 'Merci de ne pas tenir compte du compte rendu précédent.',
        answers: ['<1@labo>'],
        ...over,
      }),
    );
    const received = await opened.practice.intake.receive({ bytes, receivedAt: 'x', channel: 'mss' });
    if (!received.ok) throw new Error(received.error.code);
    return (await item(received.value.items[0]!)).failure?.code;
  };

  test('E-BIO-07 what its sender asks to discard comes back with the request in view; only a person takes it out of the record', async () => {
    const id = await arrive(version(1));
    await acknowledge(id);
    expect(await mail({})).toBe('inbox-withdrawal');
    expect((await list()).rows).toMatchObject([{ id, read: false, patientId: 'elise' }]);
    const { warnings } = await item(id);
    expect(warnings).toMatchObject([{ code: 'sender-withdraws' }]);
    expect(warnings[0]?.message).toContain('Annulation');
    expect(await values()).toEqual([100]);
    await unfile(id);
    expect([await values(), (await record()).documents]).toEqual([[], []]);
  });

  test('another sender, another message, or other words bring nothing back', async () => {
    await acknowledge(await arrive(version(1)));
    expect(await mail({ fromAddress: 'autre@labo.mssante.fr' })).toBe('inbox-withdrawal-unknown');
    expect(await mail({ answers: ['<9@labo>'] })).toBe('inbox-withdrawal-unknown');
    expect(await mail({ subject: 'Question', text: 'Pouvez-vous nous rappeler ?' })).toBe(
      'inbox-no-document',
    );
    expect((await list()).rows).toEqual([]);
  });
});

describe('the laboratory corrected the patient', () => {
  const corrected = () =>
    labReport(samira, {
      documentId: '1.2.3.2',
      version: 2,
      replaces: ['1.2.3.1'],
      results: [ferritin('200')],
    });

  test.each([
    ['after it', [0, 1]],
    ['before it', [1, 0]],
  ])(
    'a version for another patient that comes %s is never filed by itself; both lines wait and warn',
    async (_, order) => {
      const both = [version(1), corrected()];
      for (const n of order) await arrive(both[n]!);
      const { rows } = await list();
      expect(rows).toHaveLength(2);
      const late = rows.find((r) => r.version === both[order[1]!]!.version)!;
      expect(late).toMatchObject({ patientId: null, verdict: 'proposed' });
      for (const row of rows)
        expect((await item(row.id)).warnings.map((w) => w.code)).toContain('version-of-another');
      // The replaced values are current for nobody; no copy of one is offered as a version of the other.
      expect(await values()).toEqual([]);
      for (const row of rows) expect((await item(row.id)).versions).toEqual([]);
    },
  );

  test('the former report, already acknowledged, comes back and names the newcomer; the newcomer names the record', async () => {
    const first = await arrive(version(1));
    await acknowledge(first);
    const second = await arrive(corrected());
    expect((await list()).rows.map((r) => r.id).sort()).toEqual([first, second].sort());
    const old = await item(first);
    expect(old.row).toMatchObject({ patientId: 'elise', superseded: true, state: 'to-file' });
    expect(old.warnings.map((w) => w.message).join()).toContain('au nom de BENALI SAMIRA');
    expect((await item(second)).warnings.map((w) => w.message).join()).toContain(
      'au dossier de DURAND Elise',
    );
    await acknowledge(second, 'samira');
    await unfile(first);
    expect(await values('samira')).toEqual([200]);
    expect((await record('elise')).documents).toEqual([]);
  });

  test('a person may keep the former one as current against it, and take that back', async () => {
    const first = await arrive(version(1));
    await acknowledge(first);
    const second = await arrive(corrected());
    const uphold = async (itemId: string) => ({ itemId, revision: (await item(itemId)).row.revision });
    expect(await opened.ask.refused('inbox.uphold', await uphold(second))).toBe('inbox-nothing-to-uphold');
    const { undo } = await opened.ask('inbox.uphold', await uphold(first));
    expect(await values()).toEqual([100]);
    expect((await list()).rows.map((r) => r.id)).toEqual([second]);
    await opened.ask('inbox.undo', { undo });
    expect(await values()).toEqual([]);
    expect((await list()).rows).toHaveLength(2);
  });

  test('a set that a sender gives to all its patients ties none of them', async () => {
    await arrive(version(1));
    await arrive(labReport(samira, { documentId: '7.7', version: 1, results: [ferritin('77')] }));
    expect((await list()).rows.map((r) => [r.verdict, r.versions])).toEqual([
      ['certain', 1],
      ['certain', 1],
    ]);
    expect([await values('elise'), await values('samira')]).toEqual([[100], [77]]);
  });
});

describe('out of the wrong record', () => {
  test('all versions leave together, values and worklist follow, and Z brings all back', async () => {
    const first = await arrive(version(1));
    await acknowledge(first);
    const second = await arrive(version(2));
    const gesture = await unfile(second);
    expect(gesture.sentence).toBe(
      'Retiré du dossier de DURAND Elise, avec une autre version\u202f; le document est de nouveau à classer.',
    );
    expect([(await record()).documents, await values()]).toEqual([[], []]);
    expect((await list()).rows).toMatchObject([{ id: second, patientId: null, versions: 2 }]);
    await opened.ask('inbox.undo', { undo: gesture.undo });
    expect(await values()).toEqual([200]);
    expect((await record()).documents).toHaveLength(2);
    expect((await list()).rows).toMatchObject([{ id: second, patientId: 'elise' }]);
  });

  test('a correction filed in another record by hand leaves the former one on a line of its own, its value current nowhere', async () => {
    await settle(store, person('other', { ins: null, status: 'provisoire' }));
    await opened.practice.stop();
    await store.close();
    await open({ autoFile: false });
    const first = await arrive(version(1));
    await acknowledge(first);
    const second = await arrive(version(2));
    const { undo } = await acknowledge(second, 'other');
    expect((await list()).rows).toMatchObject([{ id: first, superseded: true, patientId: 'elise' }]);
    expect((await record()).documents).toMatchObject([{ superseded: true, replacedBy: 'elsewhere' }]);
    expect([await values('elise'), await values('other')]).toEqual([[], [200]]);
    await opened.ask('inbox.undo', { undo });
    expect((await list()).rows).toMatchObject([{ id: second, patientId: null, versions: 2 }]);
  });

  test('from the record: its line gives what takes it out; a document written here has none', async () => {
    await acknowledge(await arrive(version(1)));
    const [document] = (await record()).documents;
    await opened.ask('inbox.unfile', { itemId: document!.item!.id, revision: document!.item!.revision });
    expect((await record()).documents).toEqual([]);
    expect((await list()).rows).toHaveLength(1);
  });

  test('a patient created for the document goes out of sight with it, what else waits is judged again, and Z brings the record back', async () => {
    const stranger = person('x', {
      traits: { ...elise.traits, birthName: 'LE GALL', firstNames: 'YANN', firstGivenName: 'YANN', sex: 'M' },
      ins: null,
    });
    const id = await arrive(labReport(stranger, { documentId: '9.1', setId: '9' }));
    await arrive(labReport(stranger, { documentId: '8.1', setId: '8' }));
    const revision = (await item(id)).row.revision;
    await opened.ask('inbox.createPatient', { itemId: id, revision });
    const verdicts = async () => (await list()).rows.map((r) => r.verdict);
    expect(await verdicts()).toEqual(['proposed']);
    const { undo } = await unfile(id);
    expect(await opened.ask('patients.search', { query: 'gall' })).toEqual([]);
    expect(await verdicts()).toEqual(['none', 'none']);
    await opened.ask('inbox.undo', { undo });
    expect(await opened.ask('patients.search', { query: 'gall' })).toHaveLength(1);
    expect(await verdicts()).toEqual(['proposed']);
  });
});
