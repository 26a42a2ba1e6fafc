import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { insiFailure } from '../../../src/main/ins/failure';
import { verify as verifyJournal } from '../../../src/main/journal/journal';
import type { Store } from '../../../src/main/store/store';
import type { Patient } from '../../../src/shared/identity/patient';
import { err } from '../../../src/shared/result';
import { documentOf, matricule, person } from '../../unit/patients/people';
import { labReport, messageOf, settle, World } from '../practice/world';

/** A patient whom the practice does not know, with an INS given by a laboratory. */
const stranger = person('stranger');
const other = person('other', {
  ins: matricule('1631144109071'),
  traits: {
    birthName: 'MARTIN',
    firstNames: 'PAUL ANDRE',
    firstGivenName: 'PAUL',
    sex: 'M',
    birthDate: '1963-11-05',
    birthPlace: '44109',
  },
});

let world: World;
let store: Store;
let opened: Awaited<ReturnType<World['open']>>;
let uid = 0;

beforeEach(async () => {
  world = new World();
  opened = await world.open();
  store = opened.store;
});
afterEach(async () => {
  await opened.practice.stop();
  await store.close();
  world.remove();
});

/** Brings a report about somebody as a mail does, and answers the id of its line. */
async function arrive(patient: Patient, over: Parameters<typeof labReport>[1] = {}): Promise<string> {
  const document = labReport(patient, { documentId: `1.2.${++uid}`, setId: `1.3.${uid}`, ...over });
  const received = await opened.practice.intake.receive({
    bytes: messageOf([document], { nonce: String(uid) }),
    receivedAt: world.now.toISOString(),
    channel: 'mss',
  });
  if (!received.ok) throw new Error(received.error.code);
  return received.value.items[0]!;
}
const rows = async (over = {}) => (await opened.ask('inbox.list', over)).rows;
const checkOf = async (id: string) => (await rows()).find((r) => r.id === id)?.insCheck ?? null;
const settled = (id: string) => expect.poll(() => checkOf(id)).not.toMatchObject({ state: 'waiting' });
const trace = async () =>
  (await store.db.selectFrom('journal').selectAll().orderBy('seq').execute()).filter((l) =>
    l.action.startsWith('insi.verification'),
  );
const patients = () => store.db.selectFrom('patients').selectAll().execute();
const unavailable = err(insiFailure('insi-unavailable', 'insi_102'));

describe('which INS is verified', () => {
  test('E-INS-44 an INS of another domain that we do not hold: the call goes out by itself, with the traits as received', async () => {
    opened.practice.start();
    const id = await arrive(stranger);
    await settled(id);
    expect(await checkOf(id)).toEqual({ state: 'ok', reason: null });
    expect(world.insiClaims).toEqual([
      {
        ins: stranger.ins,
        traits: {
          birthName: 'DURAND',
          firstNames: 'ELISE MARIE',
          firstGivenName: 'ELISE',
          sex: 'F',
          birthDate: '1986-03-14',
          birthPlace: '35238',
        },
      },
    ]);
  });

  test.each(['qualifiee', 'recuperee'] as const)(
    'E-INS-44 an identity that we hold as %s is not asked about',
    async (status) => {
      await settle(store, person('held', { status }));
      opened.practice.start();
      const id = await arrive(stranger);
      const witness = await arrive(other);
      await settled(witness);
      expect(await checkOf(id)).toBeNull();
      expect(world.insiClaims.map((c) => c.ins.value)).toEqual([other.ins!.value]);
    },
  );

  test('E-INS-44 the matricule we hold with other traits is not what we hold: it is asked about', async () => {
    await settle(store, person('held'));
    opened.practice.start();
    const id = await arrive(person('x', { traits: { ...stranger.traits, birthName: 'MARCHAND' } }));
    await settled(id);
    expect(world.insiClaims[0]?.traits.birthName).toBe('MARCHAND');
  });

  test.each([
    ['no INS', { ins: null }],
    ['a doubtful INS', { insDoubtful: true }],
    ['the authority of another environment', { ins: { ...stranger.ins!, oid: '1.2.250.1.213.1.4.8' } }],
  ])('%s: there is nothing to ask', async (_, patient) => {
    opened.practice.start();
    const id = await arrive(stranger, { patient: documentOf(stranger, patient) });
    const witness = await arrive(other);
    await settled(witness);
    expect(await checkOf(id)).toBeNull();
    expect(world.insiClaims).toHaveLength(1);
    expect(await opened.ask.refused('inbox.verifyIns', { itemId: id })).toBe('inbox-ins-none');
  });

  test.each([
    ['a year alone', { birthDate: '1986' }],
    ['no sex', { sex: null }],
    ['no given name', { firstNames: null, firstGivenName: null }],
    ['a name that no alphabet allows', { birthName: 'DURAND 2' }],
  ])('%s: INSi cannot be asked, and the line says so', async (_, patient) => {
    opened.practice.start();
    const id = await arrive(stranger, { patient: documentOf(stranger, patient) });
    const witness = await arrive(other);
    await settled(witness);
    expect(await checkOf(id)).toEqual({ state: 'impossible', reason: null });
    expect(world.insiClaims).toHaveLength(1);
  });

  test('the same INS with the same traits is asked about once, whatever comes and whatever restarts', async () => {
    opened.practice.start();
    const id = await arrive(stranger);
    await settled(id);
    await arrive(stranger);
    await opened.practice.stop();
    await store.close();
    opened = await world.open();
    store = opened.store;
    opened.practice.start();
    const again = await arrive(stranger);
    expect(await checkOf(again)).toEqual({ state: 'ok', reason: null });
    const witness = await arrive(other);
    await settled(witness);
    expect(world.insiClaims).toHaveLength(2);
  });

  test('an identity that came to be held meanwhile is not asked about any more', async () => {
    world.turnCard('locked');
    opened.practice.start();
    const id = await arrive(stranger);
    await settle(store, person('held'));
    world.turnCard('open');
    await settled(id);
    expect(await checkOf(id)).toBeNull();
    expect(world.insiClaims).toEqual([]);
  });
});

describe('when it is verified', () => {
  test('reading never waits for INSi: the line is there, opened and filed while the call is under way', async () => {
    let release = () => {};
    world.insiHolds = new Promise((done) => {
      release = done;
    });
    await settle(store, person('known', { ins: null, status: 'validee' }));
    opened.practice.start();
    const id = await arrive(stranger);
    await expect.poll(() => world.insiClaims.length).toBe(1);
    const { row } = await opened.ask('inbox.open', { itemId: id });
    await opened.ask('inbox.file', { itemId: id, patientId: 'known', revision: row.revision });
    release();
  });

  test('no card, then a card whose code is not typed: it waits and says why, without any window; typed, it goes', async () => {
    world.turnCard('absent');
    opened.practice.start();
    const id = await arrive(stranger);
    expect(await checkOf(id)).toEqual({ state: 'waiting', reason: 'carte absente' });
    world.turnCard('locked');
    expect(await checkOf(id)).toEqual({ state: 'waiting', reason: 'code de la carte à saisir' });
    expect(world.insiClaims).toEqual([]);
    world.turnCard('open');
    await settled(id);
    expect(await checkOf(id)).toEqual({ state: 'ok', reason: null });
  });

  test('what waited is not forgotten over a restart', async () => {
    world.turnCard('absent');
    opened.practice.start();
    const id = await arrive(stranger);
    await opened.practice.stop();
    await store.close();
    world.turnCard('open');
    opened = await world.open();
    store = opened.store;
    opened.practice.start();
    await settled(id);
    expect(await checkOf(id)).toEqual({ state: 'ok', reason: null });
  });

  test('INSi does not answer: the line waits with its reason, nothing else is asked in the minute, and it is asked again later', async () => {
    world.insiVerdicts = [unavailable];
    opened.practice.start();
    const id = await arrive(stranger);
    await expect.poll(() => checkOf(id)).toEqual({ state: 'waiting', reason: 'INSi ne répond pas' });
    await arrive(other);
    world.turnCard('open');
    expect(world.insiClaims).toHaveLength(1);
    world.now = new Date(world.now.getTime() + 61_000);
    world.turnCard('open');
    await settled(id);
    expect(world.insiClaims.map((c) => c.ins.value)).toEqual([
      stranger.ins!.value,
      // The one that failed comes after the one that was never tried.
      other.ins!.value,
      stranger.ins!.value,
    ]);
  });

  test('one call at a time, and seconds between two', async () => {
    world.turnCard('locked');
    opened.practice.start();
    const ids = [];
    for (let i = 0; i < 5; i += 1)
      ids.push(await arrive(person(`p${i}`, { ins: matricule(`286033523801${i}`) })));
    world.turnCard('open');
    for (const id of ids) await settled(id);
    expect(world.insiClaims).toHaveLength(5);
    expect(world.insiAtOnce).toBe(1);
    expect(world.pauses.length).toBeGreaterThanOrEqual(4);
    expect(Math.min(...world.pauses)).toBeGreaterThanOrEqual(1_000);
  });

  test('a person may ask now: the card asks for its code, and the answer is the same for all that bear this INS', async () => {
    world.turnCard('locked');
    opened.practice.start();
    const id = await arrive(stranger);
    const twin = await arrive(stranger);
    expect((await opened.ask('inbox.verifyIns', { itemId: id })).sentence).toContain('confirme');
    expect(await checkOf(twin)).toEqual({ state: 'ok', reason: null });
    expect((await trace()).map((l) => l.outcome)).toEqual(['gesture', 'ok']);
  });
});

describe('every call leaves its trace', () => {
  test('E-INS-40 E-INS-45 who asked, what was answered, in an unbroken journal without one trait', async () => {
    world.insiVerdicts = ['ok', 'ko', unavailable];
    opened.practice.start();
    await settled(await arrive(stranger));
    await settled(await arrive(other));
    const third = await arrive(person('third', { ins: matricule('2780799350123') }));
    await expect.poll(() => checkOf(third)).toMatchObject({ reason: 'INSi ne répond pas' });
    const lines = await trace();
    expect(lines.map((l) => [l.action.split('.').at(-1), l.outcome])).toEqual([
      ['asked', 'automatic'],
      ['answered', 'ok'],
      ['asked', 'automatic'],
      ['answered', 'ko'],
      ['asked', 'automatic'],
      ['answered', 'insi-unavailable'],
    ]);
    expect(new Set(lines.map((l) => l.who))).toEqual(new Set(['99700000120']));
    expect(lines.every((l) => !Number.isNaN(Date.parse(l.at)) && l.subject)).toBe(true);
    expect(JSON.stringify(await store.db.selectFrom('journal').selectAll().execute())).not.toMatch(
      /DURAND|MARTIN|286033523801|163114410907/,
    );
    // What was asked and the id of the message stand in the encrypted base, by the subject of the line.
    const kept = await store.db
      .selectFrom('ins_verifications')
      .selectAll()
      .where('id', '=', lines[0]!.subject)
      .executeTakeFirstOrThrow();
    expect(kept).toMatchObject({ state: 'ok', message_id: 'uuid:1', ins_value: stranger.ins!.value });
    expect((await verifyJournal(store.db)).ok).toBe(true);
    expect(world.lines.join('\n')).not.toMatch(/DURAND|286033523801/);
  });
});

describe('what an answer does', () => {
  test('E-INS-35 confirmed, patient unknown: created as récupérée with the INS, never qualifiée though the sender had qualified it', async () => {
    opened.practice.start();
    const id = await arrive(stranger);
    await settled(id);
    await opened.ask('inbox.createPatient', { itemId: id, revision: 1 });
    expect(await patients()).toMatchObject([
      { status: 'recuperee', ins_value: stranger.ins!.value, ins_oid: stranger.ins!.oid, evidence: null },
    ]);
    // The next document of the same person is still for a person to file.
    const next = await arrive(stranger);
    expect((await rows()).find((r) => r.id === next)).toMatchObject({ verdict: 'proposed', patientId: null });
  });

  test('E-INS-43 refused, patient unknown: created without matricule or OID', async () => {
    world.insiVerdicts = ['ko'];
    opened.practice.start();
    const id = await arrive(stranger);
    await settled(id);
    const { row } = await opened.ask('inbox.open', { itemId: id });
    await opened.ask('inbox.createPatient', { itemId: id, revision: row.revision });
    expect(await patients()).toMatchObject([{ status: 'provisoire', ins_value: null, ins_oid: null }]);
  });

  test.each(['absent', 'locked'] as const)(
    'E-INS-43 not answered yet (card %s): created without matricule or OID',
    async (card) => {
      world.turnCard(card);
      opened.practice.start();
      const id = await arrive(stranger);
      await opened.ask('inbox.createPatient', { itemId: id, revision: 1 });
      expect(await patients()).toMatchObject([{ status: 'provisoire', ins_value: null, ins_oid: null }]);
    },
  );

  test.each([
    ['the list of given names', { firstNames: null }],
    ['the birthplace', { birthPlace: null }],
    ['the unknown birthplace', { birthPlace: '99999' }],
  ])('confirmed without %s: not all five traits, so created without the INS', async (_, patient) => {
    opened.practice.start();
    const id = await arrive(stranger, { patient: documentOf(stranger, patient) });
    await settled(id);
    await opened.ask('inbox.createPatient', { itemId: id, revision: 1 });
    expect(await patients()).toMatchObject([{ status: 'provisoire', ins_value: null }]);
  });

  test('confirmed with a first given name that does not begin the list: created without the INS', async () => {
    opened.practice.start();
    const id = await arrive(stranger, { patient: documentOf(stranger, { firstGivenName: 'MARIE' }) });
    await settled(id);
    await opened.ask('inbox.createPatient', { itemId: id, revision: 1 });
    expect(await patients()).toMatchObject([{ status: 'provisoire', ins_value: null }]);
  });

  test('confirmed, but a record already bears this matricule: no second one is made', async () => {
    await settle(store, person('bearer', { traits: { ...stranger.traits, birthName: 'MARCHAND' } }));
    opened.practice.start();
    const id = await arrive(stranger);
    await settled(id);
    expect(await opened.ask.refused('inbox.createPatient', { itemId: id, revision: 1 })).toBe(
      'insi-duplicate',
    );
    expect(await patients()).toHaveLength(1);
  });

  test.each(['ok', 'ko'] as const)(
    'E-INS-42 answered %s, patient known: not a trait, not a status, not an INS of the record changes, filed or not',
    async (verdict) => {
      await settle(store, person('known', { ins: null, status: 'validee' }));
      const before = await patients();
      world.insiVerdicts = [verdict];
      opened.practice.start();
      const id = await arrive(stranger);
      await settled(id);
      expect(await patients()).toEqual(before);
      const { row } = await opened.ask('inbox.open', { itemId: id });
      await opened.ask('inbox.file', { itemId: id, patientId: 'known', revision: row.revision });
      const { last_activity_at: _, ...after } = (await patients())[0]!;
      expect(after).toEqual(
        expect.objectContaining({ status: 'validee', ins_value: null, birth_name: 'DURAND' }),
      );
      expect(await store.db.selectFrom('identity_history').selectAll().execute()).toEqual([]);
      expect(await store.db.selectFrom('ins_history').selectAll().execute()).toEqual([]);
    },
  );

  test('E-INS-46 refused: a new revision, a list of their own, no filing by itself even once the record is qualified', async () => {
    world.insiVerdicts = ['ko'];
    opened.practice.start();
    const id = await arrive(stranger);
    await settled(id);
    expect(await rows({ insRefused: true })).toMatchObject([{ id, insCheck: { state: 'ko' }, revision: 2 }]);
    expect((await opened.ask('inbox.list', {})).counts.insRefused).toBe(1);
    // A gesture on what was shown before the refusal is refused in turn.
    await settle(store, person('held'));
    expect(await opened.ask.refused('inbox.file', { itemId: id, patientId: 'held', revision: 1 })).toBe(
      'inbox-stale',
    );
    // The record would make it certain; the refusal forbids it, for this line and the next of the same INS.
    const next = await arrive(stranger);
    for (const itemId of [id, next]) {
      expect((await rows()).find((r) => r.id === itemId)).toMatchObject({ patientId: null });
      const { match } = await opened.ask('inbox.open', { itemId });
      expect(match).toMatchObject({ verdict: 'proposed', sentence: expect.stringContaining('INSi refuse') });
    }
    expect(await rows({ insRefused: true })).toHaveLength(2);
  });
});

describe('the INS of our own records', () => {
  const verify = () => opened.ask('patients.verifyIns', { patientId: 'elise' });
  const record = async () => (await opened.ask('patients.open', { patientId: 'elise' })).patient;

  test.each([
    ['qualifiee', 'CNI', 'validee'],
    ['recuperee', null, 'provisoire'],
  ] as const)(
    'E-INS-41 refused: %s falls, the INS leaves the record for its history, the record waits in a list, what was filed by itself is to be seen again',
    async (status, evidence, after) => {
      await settle(store, person('elise', { status, evidence }));
      const filed = await arrive(person('elise'));
      world.insiVerdicts = ['ko'];
      const { patient, sentence } = await verify();
      expect(patient).toMatchObject({ status: after, ins: null, evidence });
      expect(sentence).toContain('refuse');
      expect(await record()).toEqual(patient);
      expect(await store.db.selectFrom('ins_history').selectAll().execute()).toMatchObject([
        { patient_id: 'elise', value: person('elise').ins!.value, reason: 'insi-refused' },
      ]);
      expect(await store.db.selectFrom('identity_history').selectAll().execute()).toMatchObject([
        { cause: 'insi-refused', author: '99700000120' },
      ]);
      expect((await opened.ask('patients.insRefused', {})).map((s) => s.patient.id)).toEqual(['elise']);
      expect((await rows()).find((r) => r.id === filed)).toMatchObject({
        verdict: 'proposed',
        insCheck: { state: 'ko' },
      });
      expect((await trace()).map((l) => [l.patient_id, l.outcome])).toEqual([
        ['elise', 'gesture'],
        ['elise', 'ko'],
      ]);
      // What comes next with this INS is not filed by itself.
      const next = await arrive(person('elise'));
      expect((await rows()).find((r) => r.id === next)).toMatchObject({
        patientId: null,
        verdict: 'proposed',
      });
    },
  );

  test('confirmed: nothing changes but the trace', async () => {
    await settle(store, person('elise'));
    const before = await record();
    expect((await verify()).patient).toEqual(before);
    expect(await opened.ask('patients.insRefused', {})).toEqual([]);
    expect((await trace()).map((l) => l.outcome)).toEqual(['gesture', 'ok']);
  });

  test('no answer, or no card: nothing changes, and the sentence says why', async () => {
    await settle(store, person('elise'));
    world.insiVerdicts = [unavailable];
    expect(await opened.ask.refused('patients.verifyIns', { patientId: 'elise' })).toBe('insi-unavailable');
    world.turnCard('absent');
    expect(await opened.ask.refused('patients.verifyIns', { patientId: 'elise' })).toBe('card-absent');
    expect(await record()).toMatchObject({ status: 'qualifiee' });
  });

  test('a record without INS is not asked about', async () => {
    await settle(store, person('elise', { ins: null, status: 'validee' }));
    expect(await opened.ask.refused('patients.verifyIns', { patientId: 'elise' })).toBe('insi-no-ins');
    expect(world.insiClaims).toEqual([]);
  });

  test('a record that changed while INSi was thinking keeps its INS, and the answer its trace', async () => {
    await settle(store, person('elise', { status: 'recuperee', evidence: null }));
    let release = () => {};
    world.insiHolds = new Promise((done) => {
      release = done;
    });
    world.insiVerdicts = ['ko'];
    const refusal = opened.ask.refused('patients.verifyIns', { patientId: 'elise' });
    await expect.poll(() => world.insiClaims.length).toBe(1);
    await opened.ask('patients.checkEvidence', { patientId: 'elise', evidence: 'CNI' });
    release();
    expect(await refusal).toBe('insi-changed');
    expect(await record()).toMatchObject({ status: 'qualifiee' });
    expect((await trace()).map((l) => l.outcome)).toEqual(['gesture', 'ko']);
  });

  test('found again by INSi, the record leaves the list', async () => {
    await settle(store, person('elise'));
    world.insiVerdicts = ['ko'];
    await verify();
    world.insiAnswers = [
      {
        ok: true,
        value: {
          code: '00',
          ins: matricule('2860335238013'),
          history: [],
          traits: person('x').traits,
          warnings: [],
        },
      },
    ];
    await opened.ask('patients.callInsi', { patientId: 'elise' });
    expect(await record()).toMatchObject({ status: 'qualifiee' });
    expect(await opened.ask('patients.insRefused', {})).toEqual([]);
  });
});
