import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { InsiAnswer } from '../../../src/main/ins/port';
import type { Store } from '../../../src/main/store/store';
import type { Patient } from '../../../src/shared/identity/patient';
import { ok } from '../../../src/shared/result';
import { matricule, person } from '../../unit/patients/people';
import { labReport, messageOf, settle, World } from '../practice/world';

const provisoire = (over: Partial<Patient> = {}) =>
  person('elise', {
    ins: null,
    status: 'provisoire',
    evidence: null,
    traits: { ...person('x').traits, firstNames: 'ELISE', birthPlace: '99999' },
    ...over,
  });
const found: Extract<InsiAnswer, { code: '00' }> = {
  code: '00',
  ins: matricule('2860335238012'),
  history: [matricule('2860335238012'), matricule('2860335238013')],
  traits: person('x').traits,
  warnings: [],
};

let world: World;
let store: Store;
let opened: Awaited<ReturnType<World['open']>>;
beforeEach(async () => {
  world = new World();
  opened = await world.open();
  store = opened.store;
});
afterEach(async () => {
  await store.close();
  world.remove();
});
const call = () => opened.ask('patients.callInsi', { patientId: 'elise' });
const refused = () => opened.ask.refused('patients.callInsi', { patientId: 'elise' });
const patient = async () => (await opened.ask('patients.open', { patientId: 'elise' })).patient;
const check = (evidence: string) => opened.ask('patients.checkEvidence', { patientId: 'elise', evidence });
const history = () => store.db.selectFrom('identity_history').selectAll().orderBy('at').execute();

describe('take-over', () => {
  test('E-INS-14 E-INS-24 what INSi answers replaces the local traits; without evidence the status is récupérée', async () => {
    await settle(store, provisoire());
    world.insiAnswers = [ok(found)];
    const { patient: after, sentence } = await call();
    expect(after).toMatchObject({
      status: 'recuperee',
      ins: found.ins,
      traits: { firstNames: 'ELISE MARIE', birthPlace: '35238', firstGivenName: 'ELISE' },
    });
    expect(sentence).toContain('récupérée');
    // INSi's history, but for the active INS it repeats.
    expect(await store.db.selectFrom('ins_history').select('value').execute()).toEqual([
      { value: found.history[1]!.value },
    ]);
  });

  test('E-INS-25 E-INS-26 E-INS-27 evidence then INSi, or INSi then evidence: qualifiée, and each change of status is in the history with its author', async () => {
    await settle(store, provisoire());
    expect((await check('CNI')).status).toBe('validee');
    world.insiAnswers = [ok(found)];
    expect((await call()).patient.status).toBe('qualifiee');
    const lines = (await history()).map((h) => [
      (JSON.parse(h.before!) as Patient).status,
      (JSON.parse(h.after) as Patient).status,
      h.author,
    ]);
    expect(lines).toEqual([
      ['provisoire', 'validee', '99700000120'],
      ['validee', 'qualifiee', '99700000120'],
    ]);
    await settle(
      store,
      person('second', {
        ins: null,
        status: 'provisoire',
        evidence: null,
        traits: { ...found.traits, birthName: 'MOREL' },
      }),
    );
    world.insiAnswers = [
      ok({
        ...found,
        ins: matricule('2860335238014'),
        history: [],
        traits: { ...found.traits, birthName: 'MOREL' },
      }),
    ];
    expect((await opened.ask('patients.callInsi', { patientId: 'second' })).patient.status).toBe('recuperee');
    expect(
      (await opened.ask('patients.checkEvidence', { patientId: 'second', evidence: 'PASSEPORT' })).status,
    ).toBe('qualifiee');
  });

  test('a weak document is noted, changes no status, and hides no strong one', async () => {
    await settle(store, provisoire());
    expect(await check('CARTE_VITALE')).toMatchObject({ status: 'provisoire', evidence: 'CARTE_VITALE' });
    expect(await check('CNI')).toMatchObject({ status: 'validee', evidence: 'CNI' });
    expect(await check('PERMIS')).toMatchObject({ status: 'validee', evidence: 'CNI' });
    expect(
      await opened.ask.refused('patients.checkEvidence', { patientId: 'elise', evidence: 'parole' }),
    ).toBe('evidence-unknown');
  });

  const refusals: [string, Partial<typeof found>, string][] = [
    ['E-INS-16 a birth date with 00', { traits: { ...found.traits, birthDate: '1986-00-00' } }, 'insi-date'],
    ['E-INS-17 no name', { traits: { ...found.traits, birthName: ' ' } }, 'insi-empty'],
    ['E-INS-17 no given names', { traits: { ...found.traits, firstNames: '' } }, 'insi-empty'],
    ['E-INS-17 no sex', { traits: { ...found.traits, sex: 'UN' } }, 'insi-empty'],
    [
      'E-INS-15 a list that does not begin with our first given name',
      { traits: { ...found.traits, firstNames: 'MARIE ELISE' } },
      'insi-incoherent',
    ],
    ['another birth name', { traits: { ...found.traits, birthName: 'DURANT' } }, 'insi-differs'],
    ['an authority not accepted here', { ins: { ...found.ins, oid: '1.2.250.1.213.1.4.8' } }, 'insi-oid'],
  ];
  test.each(refusals)('%s: nothing is taken over', async (_, answer, code) => {
    const before = provisoire();
    await settle(store, before);
    world.insiAnswers = [ok({ ...found, ...answer })];
    expect(await refused()).toBe(code);
    expect(await patient()).toEqual(before);
    expect(await history()).toEqual([]);
  });

  test('E-INS-15 hyphen against space in the first given name is coherent', async () => {
    await settle(
      store,
      provisoire({ traits: { ...found.traits, firstNames: 'ANNE LAURE', firstGivenName: 'ANNE LAURE' } }),
    );
    world.insiAnswers = [ok({ ...found, traits: { ...found.traits, firstNames: 'ANNE-LAURE MARIE' } })];
    expect((await call()).patient.traits.firstNames).toBe('ANNE-LAURE MARIE');
  });

  test('E-INS-53 a matricule whose key is wrong is taken with a warning', async () => {
    await settle(store, provisoire());
    world.insiAnswers = [ok({ ...found, ins: { ...found.ins, value: '286033523801200' } })];
    const { patient: after, sentence } = await call();
    expect(after.ins?.value).toBe('286033523801200');
    expect(sentence).toContain('clé');
  });

  test('a matricule that another record holds is a duplicate to treat', async () => {
    await settle(store, provisoire());
    await settle(store, person('other'));
    world.insiAnswers = [ok(found)];
    expect(await refused()).toBe('insi-duplicate');
  });

  test.each(['douteuse', 'fictive'] as const)(
    'E-INS-29 an identity marked %s calls INSi in no way',
    async (attribute) => {
      await settle(store, provisoire({ attributes: [attribute] }));
      expect(await refused()).toBe('insi-blocked');
      expect(world.insiQueries).toEqual([]);
    },
  );
});

describe('calls', () => {
  test('each call and each answer stands in the journal with its user', async () => {
    await settle(store, provisoire({ traits: { ...found.traits } }));
    world.insiAnswers = [ok({ code: '01' }), ok(found)];
    await call();
    expect(world.insiQueries.map((q) => q.firstNames)).toEqual([['ELISE'], ['MARIE']]);
    const lines = await store.db
      .selectFrom('journal')
      .select(['action', 'outcome', 'who'])
      .orderBy('seq')
      .execute();
    expect(lines).toEqual([
      { action: 'insi.asked', outcome: null, who: '99700000120' },
      { action: 'insi.answered', outcome: '01', who: '99700000120' },
      { action: 'insi.asked', outcome: null, who: '99700000120' },
      { action: 'insi.answered', outcome: '00', who: '99700000120' },
      { action: 'identity.insi', outcome: 'provisoire>recuperee', who: '99700000120' },
    ]);
  });

  test('E-INS-52 an INSi that is down changes nothing and blocks nothing', async () => {
    await settle(store, provisoire());
    world.insiAnswers = [
      { ok: false, error: { code: 'insi-unreachable', retry: 'later', message: 'x', action: 'y' } },
    ];
    expect(await refused()).toBe('insi-unreachable');
    expect((await patient()).status).toBe('provisoire');
    expect((await opened.ask('services.status', {})).find((s) => s.id === 'insi')?.state).toBe('wait');
  });

  test('a document that waited becomes certain once the identity is qualified, and is still filed by a person', async () => {
    await settle(store, provisoire());
    await opened.practice.intake.receive({
      bytes: messageOf([labReport(person('elise'))]),
      receivedAt: 'x',
      channel: 'mss',
    });
    expect((await opened.ask('inbox.list', {})).rows[0]).toMatchObject({
      verdict: 'proposed',
      state: 'to-file',
    });
    await check('CNI');
    world.insiAnswers = [ok(found)];
    await call();
    expect((await opened.ask('inbox.list', {})).rows[0]).toMatchObject({
      verdict: 'certain',
      state: 'to-file',
    });
  });
});

describe('search', () => {
  const traits = person('x').traits;
  beforeEach(async () => {
    await settle(
      store,
      person('gall', {
        traits: {
          ...traits,
          birthName: "LE GALL-D'AUBE",
          firstNames: 'JEAN-MARC YANN',
          firstGivenName: 'JEAN-MARC',
        },
        ins: matricule('1510735238012'),
      }),
    );
    await settle(
      store,
      person('guegen', {
        traits: { ...traits, birthName: 'GUEGUEN', birthDate: '1951-07-02' },
        usedName: 'MARTIN',
        usedFirstName: 'LISON',
        ins: null,
        status: 'provisoire',
      }),
    );
  });
  const ids = async (query: string) =>
    (await opened.ask('patients.search', { query })).map((s) => s.patient.id as string).sort();

  test('E-INS-08 by birth date, alone or with the beginning of a birth or used name', async () => {
    expect(await ids('02/07/1951')).toEqual(['guegen']);
    expect(await ids('1986-03-14')).toEqual(['gall']);
    expect(await ids('02/07/1951 gueg')).toEqual(['guegen']);
    expect(await ids('02/07/1951 mart')).toEqual(['guegen']);
    expect(await ids('02/07/1951 gall')).toEqual([]);
  });

  test('E-INS-10 hyphens, apostrophes, spaces, accents and case do not count', async () => {
    for (const query of [
      'Le Gall',
      'legall',
      'LE-GALL',
      'gall d’aube',
      'légall daube',
      "d'aube",
      'jeanmarc',
      'Jean Marc',
    ])
      expect(await ids(query), query).toEqual(['gall']);
    expect(await ids('Guéguen')).toEqual(['guegen']);
  });

  test('E-INS-11 every given name is searched alike, the used one too', async () => {
    expect(await ids('yann')).toEqual(['gall']);
    expect(await ids('lison')).toEqual(['guegen']);
    expect(await ids('elise')).toEqual(['guegen']);
  });

  test('E-INS-09 by matricule only when it has fifteen characters and its key holds', async () => {
    const { value } = matricule('1510735238012');
    expect(await ids(value)).toEqual(['gall']);
    expect(await ids(value.replace(/^(.)(..)(..)(..)(...)(...)(..)$/, '$1 $2 $3 $4 $5 $6 $7'))).toEqual([
      'gall',
    ]);
    expect(await ids(value.slice(0, 13))).toEqual([]);
    expect(await ids(`${value.slice(0, 13)}00`)).toEqual([]);
  });

  test('signs of the query language are plain characters', async () => {
    expect(await ids('%')).toEqual(['gall', 'guegen']);
    expect(await ids("' OR 1=1 --")).toEqual([]);
  });
});
