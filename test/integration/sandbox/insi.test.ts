import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FaultPlan, RequestJournal } from '../../../src/sandbox/faultPlan';
import { type InsiServer, startInsi } from '../../../src/sandbox/insi/server';
import { ensurePki, type Pki } from '../../../src/sandbox/pki/pki';
import { fictivePatient } from '../../../src/sandbox/population';
import { systemClock } from '../../../src/shared/clock';
import { assertion, dmpAttributes, type SoftCard, softCard, type VihfOptions } from './vihf';
import { envelope, post } from './wire';

const SERVICE = 'urn:ServiceIdentiteCertifiee:1.0.0';
const ACTION = `${SERVICE}:rechercherInsAvecTraitsIdentite`;
let dir: string;
let pki: Pki;
let card: SoftCard;
let insi: InsiServer;
const faults = new FaultPlan();

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'sandbox-insi-'));
  pki = await ensurePki(join(dir, 'pki'), { now: new Date() });
  card = await softCard(pki);
  insi = await startInsi({
    pki,
    clock: systemClock,
    faults,
    journal: new RequestJournal(),
    authorisation: 'IDAM-FICTIF',
  });
});
afterAll(async () => {
  await insi.close();
  rmSync(dir, { recursive: true });
});

const without = Object.fromEntries(Object.keys(dmpAttributes(fictivePatient(0).ins)).map((k) => [k, null]));
const signed = (options: VihfOptions = {}) =>
  assertion(card, {
    certificate: card.authentication,
    nameQualifier: 'CPS',
    ...options,
    attributes: {
      ...without,
      identifiantFacturation: '351234567',
      codeSpecialite: '01',
      secteurActivite: 'SA07',
      ...options.attributes,
    },
  });

const headers = (idam = 'IDAM-FICTIF') => {
  const context = `<Id>${randomUUID()}</Id><Temps>${new Date().toISOString()}</Temps><Emetteur>899700000120</Emetteur>`;
  return `<ContexteBAM xmlns="urn:siram:bam:ctxbam" Version="01_02">${context}<COUVERTURE/></ContexteBAM><ContexteLPS xmlns="urn:siram:lps:ctxlps" Nature="CTXLPS" Version="01_00">${context}<LPS><IDAM R="4">${idam}</IDAM><Version>0.1.0</Version><Instance>${randomUUID()}</Instance><Nom>urn:lps:Colloque:0.1.0</Nom></LPS></ContexteLPS>`;
};

interface Asked {
  name: string;
  given?: string[];
  sex?: string;
  date: string;
  place?: string;
}
const request = ({ name, given = [], sex = 'F', date, place }: Asked) =>
  `<q:RECSANSVITALE xmlns:q="http://www.cnamts.fr/INSiRecSans"><q:NomNaissance>${name}</q:NomNaissance>${given.map((g) => `<q:Prenom>${g}</q:Prenom>`).join('')}<q:Sexe>${sex}</q:Sexe><q:DateNaissance>${date}</q:DateNaissance>${place ? `<q:LieuNaissance>${place}</q:LieuNaissance>` : ''}</q:RECSANSVITALE>`;

const call = (action: string, body: string, security = signed(), extraHeader = headers()) =>
  post(
    insi.url,
    envelope(action, security, body, {
      messageId: `uuid:${randomUUID()}`,
      without: ['To', 'ReplyTo'],
      extraHeader,
    }),
    { pki, client: null },
  );
const ask = (asked: Asked, security = signed(), extraHeader = headers()) =>
  call(ACTION, request(asked), security, extraHeader);
const code = (text: string) => /<r:CodeCR>(\w\w)</.exec(text)?.[1];
const durand = { name: 'DURAND', given: ['ELISE'], date: '1986-03-14' };

describe('a search by traits', () => {
  test('one person: 00 with matricule, key, OID and traits', async () => {
    const { text } = await ask(durand);
    const { ins } = fictivePatient(0);
    expect(code(text), text).toBe('00');
    expect(text).toContain(
      `<r:NumIdentifiant>${ins.value.slice(0, 13)}</r:NumIdentifiant><r:Cle>${ins.value.slice(13)}`,
    );
    expect(text).toContain('<r:ListePrenom>ELISE MARIE</r:ListePrenom>');
  });
  test('nobody: 01; the name is strict, hyphens included', async () => {
    const corsican = { name: "D'EXEMPLE--FICTIF", given: ['ANNE-LAURE'], date: '1985-03-14' };
    expect(code((await ask(corsican)).text)).toBe('00');
    expect(code((await ask({ ...corsican, name: "D'EXEMPLE-FICTIF" })).text)).toBe('01');
    expect(code((await ask({ ...corsican, given: ['ANNE'] })).text)).toBe('01');
  });
  test('homonyms: 02 until another given name or the place is added', async () => {
    const martin = { name: 'MARTIN', given: ['PAUL'], sex: 'M', date: '1963-11-05' };
    expect(code((await ask(martin)).text)).toBe('02');
    expect(code((await ask({ ...martin, given: ['PAUL', 'HENRI'] })).text)).toBe('00');
    expect(code((await ask({ ...martin, place: '44109' })).text)).toBe('00');
  });
  test('an uncertain date comes back with its zeros, an old matricule as history', async () => {
    expect((await ask({ name: 'NGUYEN', sex: 'M', date: '1944-02-01' })).text).toContain('1944-02-00');
    expect((await ask({ name: 'LE GALL', sex: 'M', date: '1952-07-02' })).text).toContain('r:INSHISTO');
  });
});

describe('what a strict INSi refuses', () => {
  const refused = async (answer: ReturnType<typeof ask>, why: RegExp) => {
    const { status, text } = await answer;
    expect(status, text).toBe(500);
    expect(text).toMatch(why);
  };
  test('an assertion unsigned, altered, or signed with the signature certificate', async () => {
    await refused(ask(durand, signed({ signed: false })), /signature/);
    await refused(ask(durand, signed().replace('SA07', 'SA05')), /empreinte/);
    await refused(ask(durand, signed({ certificate: card.signature })), /desir_560/);
  });
  test('an assertion without NameQualifier CPS or without codeSpecialite', async () => {
    await refused(ask(durand, signed({ nameQualifier: 'PSC' })), /NameQualifier/);
    await refused(ask(durand, signed({ attributes: { codeSpecialite: null } })), /codeSpecialite/);
  });
  test('an unknown authorisation number: desir_550 under siram_100', async () => {
    const answer = ask(durand, signed(), headers('AUTRE'));
    await refused(answer, /siram:siram_100/);
    expect((await answer).text).toContain('code="desir_550"');
  });
  test('no context header, an assertion replayed, a lower-case name', async () => {
    await refused(ask(durand, signed(), ''), /ContexteBAM/);
    const once = signed();
    expect(code((await ask(durand, once)).text)).toBe('00');
    await refused(ask(durand, once), /déjà utilisée/);
    await refused(ask({ ...durand, name: 'Durand' }), /alphabet/);
  });
  test('a technical fault on demand', async () => {
    faults.set({ service: 'insi', insiFault: { siram: 'siram_40', detail: 'insi_102' }, times: 1 });
    await refused(ask(durand), /insi_102/);
    expect(code((await ask(durand)).text)).toBe('00');
  });
});

describe('a verification', () => {
  const { ins, traits } = fictivePatient(0);
  interface Claimed {
    value?: string;
    oid?: string;
    name?: string;
    list?: string;
    sex?: string;
    date?: string;
    place?: string;
  }
  const body = (c: Claimed = {}) => {
    const value = c.value ?? ins.value;
    return `<v:IndividuVerifie xmlns:v="http://www.cnamts.fr/INSiLot2/REQUnitaire"><v:INSFourni><v:IdIndividu><v:NumIdentifiant>${value.slice(0, 13)}</v:NumIdentifiant><v:Cle>${value.slice(13)}</v:Cle></v:IdIndividu><v:OID>${c.oid ?? ins.oid}</v:OID></v:INSFourni><v:TraitsIdentiteIndividu><v:NomNaissance>${c.name ?? traits.birthName}</v:NomNaissance><v:Prenom>${traits.firstGivenName}</v:Prenom><v:ListePrenom>${c.list ?? traits.firstNames}</v:ListePrenom><v:Sexe>${c.sex ?? traits.sex}</v:Sexe><v:DateNaissance>${c.date ?? traits.birthDate}</v:DateNaissance><v:LieuNaissance>${c.place ?? traits.birthPlace}</v:LieuNaissance></v:TraitsIdentiteIndividu></v:IndividuVerifie>`;
  };
  const claim = (c: Claimed = {}, security = signed(), extraHeader = headers()) =>
    call(`${SERVICE}:verifierInsAvecTraitsIdentite`, body(c), security, extraHeader);

  test('OK for the INS and every trait of one person', async () => {
    expect(code((await claim()).text)).toBe('OK');
  });
  test.each<[string, Claimed]>([
    ['another name', { name: 'DURANT' }],
    ['another list of given names', { list: 'ELISE' }],
    ['another sex', { sex: 'M' }],
    ['another date', { date: '1986-03-15' }],
    ['another place', { place: '35047' }],
    ['the matricule of somebody else', { value: fictivePatient(1).ins.value }],
    ['a matricule of nobody', { value: '299019999999954' }],
    ['another authority', { oid: '1.2.250.1.213.1.4.8' }],
  ])('KO with %s', async (_, changed) => {
    expect(code((await claim(changed)).text)).toBe('KO');
  });
  test('KO with a matricule that is history', async () => {
    const { ins: _, history, traits: old } = fictivePatient(1);
    const c = { name: old.birthName, list: old.firstNames, sex: old.sex, date: old.birthDate };
    const text = body({ ...c, value: history[0]!.value, place: old.birthPlace }).replace(
      `<v:Prenom>${traits.firstGivenName}</v:Prenom>`,
      '',
    );
    expect(code((await call(`${SERVICE}:verifierInsAvecTraitsIdentite`, text)).text)).toBe('KO');
  });
  test('a request out of order, of another schema, in lower case or without given name is refused', async () => {
    const action = `${SERVICE}:verifierInsAvecTraitsIdentite`;
    for (const bad of [
      body().replace(/<v:Sexe>.<\/v:Sexe>/, ''),
      request(durand),
      body({ name: 'Durand' }),
      body({ list: '' }).replace(/<v:Prenom>.*<\/v:ListePrenom>/, ''),
    ])
      expect((await call(action, bad)).status, bad).toBe(500);
  });
  test('a technical fault and a forced verdict on demand; the same headers are asked as for a search', async () => {
    faults.set({ service: 'insi', insiFault: { siram: 'siram_40', detail: 'insi_102' }, times: 1 });
    expect((await claim()).text).toContain('insi_102');
    faults.set({ service: 'insi', insiVerdict: 'KO', times: 1 });
    expect(code((await claim()).text)).toBe('KO');
    expect((await claim({}, signed(), headers('AUTRE'))).text).toContain('desir_550');
  });
});
