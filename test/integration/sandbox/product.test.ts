import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createCardDesk } from '../../../src/main/card/desk';
import { openReader } from '../../../src/main/card/openReader';
import type { CardDesk } from '../../../src/main/card/port';
import type { FrozenDocument } from '../../../src/main/compose/frozen';
import { composeOrdonnance } from '../../../src/main/compose/ordonnance';
import { createDmp, signLot } from '../../../src/main/dmp/client';
import type { DmpSubmission } from '../../../src/main/dmp/port';
import { createInsi } from '../../../src/main/ins/client';
import { renderOrdonnance } from '../../../src/main/pdf/ordonnance';
import { pdfFonts } from '../../../src/main/pdfFonts';
import { submissionSetOf } from '../../../src/main/xds/set';
import { patientsOf } from '../../../src/sandbox/partners/load';
import { scenarioList } from '../../../src/sandbox/partners/scenarios';
import { type FictivePatient, fictivePatient, patientAddress } from '../../../src/sandbox/population';
import { doctor } from '../../../src/sandbox/professionals';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start';
import { systemClock } from '../../../src/shared/clock';
import { configurationSchema } from '../../../src/shared/configuration';
import type { Patient, PatientId } from '../../../src/shared/identity/patient';
import { randomIds, uuidOid } from '../../../src/shared/ids';
import { silentLog } from '../../../src/shared/log';
import type { Professional } from '../../../src/shared/professional/professional';
import { line } from '../../unit/compose/people';

const ports = { clock: systemClock, ids: randomIds, log: silentLog };
let dir: string;
let sandbox: Sandbox;
let desk: CardDesk;
let professional: Professional;
let dmp: ReturnType<typeof createDmp>;
let insi: ReturnType<typeof createInsi>;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'sandbox-product-'));
  sandbox = await startSandbox({ stateDir: dir, morning: false });
  const c = sandbox.configuration;
  const reader = openReader(c.card, {
    log: silentLog,
    spawn: () => {
      throw new Error('no process for a network reader');
    },
  });
  desk = createCardDesk({ reader, pin: { ask: async () => '1234' }, log: silentLog, clock: systemClock });
  await vi.waitUntil(() => desk.state().holder?.rpps === '99700000120', { timeout: 10_000 });
  const unlocked = await desk.unlock('essai');
  if (!unlocked.ok) throw new Error(unlocked.error.code);
  professional = unlocked.value;
  const holder = () => desk.professional();
  const practice = {
    structureId: c.practice.structureId,
    sector: c.practice.facilityType,
    oid: c.practice.oid,
  };
  dmp = createDmp({ ...c, practice }, holder, ports);
  insi = createInsi({ ...c, practice }, holder, ports);
});
afterAll(async () => {
  dmp?.close();
  insi?.close();
  await desk?.close();
  await sandbox?.close();
  rmSync(dir, { recursive: true });
});

const known = ({ traits, ins, birthPlaceLabel, usedName, usedFirstName }: FictivePatient): Patient => ({
  id: 'p1' as PatientId,
  traits,
  usedName,
  usedFirstName,
  ins,
  status: 'qualifiee',
  attributes: [],
  evidence: 'CNI',
  uncertainBirthDate: false,
  birthPlaceLabel,
  address: null,
  phone: null,
});

async function frozen(patient: Patient): Promise<FrozenDocument> {
  const { practice, software } = sandbox.configuration;
  const situation = professional.identity.situations.find((s) => s.structureId === practice.structureId);
  const result = await composeOrdonnance(
    {
      draft: { kind: 'ordonnance', patientId: patient.id, lines: [line()], note: '' },
      patient,
      professional: professional.identity,
      situation: situation!,
      practice,
      software,
      settings: { rgpdMention: 'Mention.' },
      now: new Date(),
      ids: randomIds,
    },
    (o) => renderOrdonnance(o, pdfFonts()),
  );
  if (!result.ok) throw new Error(`${result.error.code} ${result.error.detail}`);
  return result.value;
}

async function submission(patient: Patient): Promise<DmpSubmission & { document: FrozenDocument }> {
  const document = await frozen(patient);
  const now = new Date();
  const set = submissionSetOf([document.entry], {
    uniqueId: uuidOid(randomIds.uuid()),
    sourceId: sandbox.configuration.practice.oid,
    now,
  });
  const lot = await signLot(
    {
      setUniqueId: set!.uniqueId,
      documents: [{ uniqueId: document.uniqueId, bytes: document.cda }],
      signingTime: now,
      ids: randomIds,
      chain: [],
    },
    professional,
  );
  if (!lot.ok) throw new Error(lot.error.code);
  return {
    patient: patient.ins!,
    metadata: { set: set!, entries: [document.entry], replaces: {} },
    documents: { [document.entry.entryUuid]: document.cda },
    lotSignature: lot.value,
    document,
  };
}

test('the configuration is one the product takes', () => {
  expect(configurationSchema.safeParse(sandbox.configuration).error).toBeUndefined();
});

describe('the product and the bac à sable, written apart, agree', () => {
  const durand = fictivePatient(0);

  test('on INSi, through the card', async () => {
    const { birthName, birthDate, birthPlace } = durand.traits;
    const query = { birthName, firstNames: ['ELISE'], sex: 'F' as const, birthDate, birthPlace };
    expect(await insi.searchByTraits(query)).toMatchObject({
      ok: true,
      value: { code: '00', ins: durand.ins },
    });
    const nobody = await insi.searchByTraits({ ...query, birthName: 'INCONNUE' });
    expect(nobody).toMatchObject({ ok: true, value: { code: '01' } });
  });

  test('on whether a DMP exists', async () => {
    expect(await dmp.testExistence(durand.ins)).toMatchObject({
      ok: true,
      value: { state: 'open', authorisation: 'valid', traits: { birthName: 'DURAND', firstName: 'ELISE' } },
    });
    expect(await dmp.testExistence(fictivePatient(6).ins)).toMatchObject({ value: { state: 'closed' } });
    expect(await dmp.testExistence(fictivePatient(7).ins)).toMatchObject({ value: { state: 'not-found' } });
  });

  test('on a prescription signed with the card, fed once, found and read again', async () => {
    const sent = await submission(known(durand));
    expect(await dmp.submit(sent)).toMatchObject({ ok: true, value: { status: 'Success' } });
    expect(await dmp.submit(sent)).toMatchObject({ ok: true, value: { status: 'AlreadyThere' } });
    expect(sandbox.dmp.registry.all().filter((d) => d.uniqueId === sent.document.uniqueId)).toHaveLength(1);
    const entry = await dmp.findByUniqueId(durand.ins, sent.document.uniqueId);
    if (!entry.ok || !entry.value) throw new Error('not found');
    const bytes = await dmp.retrieve(durand.ins, entry.value);
    expect(bytes.ok && Buffer.compare(bytes.value, sent.document.cda)).toBe(0);
    const list = await dmp.find(durand.ins);
    expect(list.ok && list.value.map((d) => d.uniqueId)).toContain(sent.document.uniqueId);
  });

  test('on a lost answer: unknown, then found by its uniqueId and never sent twice', async () => {
    const sent = await submission(known(durand));
    sandbox.setFault({ service: 'repository', dropAnswerAfter: 10, times: 1 });
    expect(await dmp.submit(sent)).toMatchObject({ ok: false, error: { code: 'dmp-unknown' } });
    const found = await dmp.findByUniqueId(durand.ins, sent.document.uniqueId);
    expect(found.ok && found.value?.uniqueId).toBe(sent.document.uniqueId);
  });

  test('on a refusal: a document altered after its lot was signed does not enter', async () => {
    const sent = await submission(known(durand));
    const altered = Buffer.from(sent.document.cda);
    const at = altered.indexOf('</title>');
    const spoiled = Buffer.concat([altered.subarray(0, at), Buffer.from('é'), altered.subarray(at)]);
    const result = await dmp.submit({ ...sent, documents: { [sent.document.entry.entryUuid]: spoiled } });
    expect(result.ok).toBe(false);
    expect(sandbox.dmp.registry.byUniqueId(sent.document.uniqueId)).toBeUndefined();
  });
});

describe('what the partners deposit in the DMP, the product finds and brings back', () => {
  const durand = fictivePatient(0);
  const found = async () => {
    const list = await dmp.find(durand.ins);
    if (!list.ok) throw new Error(list.error.code);
    return list.value;
  };
  const refusals = () =>
    sandbox.journal.lines.filter((l) => l.action === 'dépôt d’un partenaire' && l.outcome !== 'ok');

  test('an imaging report by TD3.1, byte for byte by TD3.2, the same as the mail brings', async () => {
    await sandbox.send('imaging-chest');
    const entry = (await found()).find((e) => e.title === 'Radiographie du thorax');
    if (!entry) throw new Error('not found');
    const bytes = await dmp.retrieve(durand.ins, entry);
    const [mail] = (await sandbox.operator.messagesOf(doctor.address)).slice(-1);
    const parsed = await PostalMime.parse(mail!.raw);
    const files = unzipSync(new Uint8Array(parsed.attachments[0]!.content as ArrayBuffer));
    expect(bytes.ok && Buffer.compare(bytes.value, files['IHE_XDM/SUBSET01/DOC0001.XML']!)).toBe(0);
    const copies = await sandbox.operator.messagesOf(patientAddress(durand));
    expect(copies).toHaveLength(1);
  });

  test('its correction alone is current, and the first reading is still there to be asked for', async () => {
    const first = (await found()).find((e) => e.title === 'Radiographie du thorax');
    await sandbox.send('imaging-corrected');
    const current = (await found()).filter((e) => e.title === 'Radiographie du thorax');
    expect(current).toHaveLength(1);
    expect(current[0]?.uniqueId).not.toBe(first?.uniqueId);
    const old = await dmp.findByUniqueId(durand.ins, first?.uniqueId ?? '');
    expect(old.ok && old.value?.uniqueId).toBe(first?.uniqueId);
  });

  test('nothing of a wrong identity, of a closed DMP, nor the same twice', async () => {
    const before = sandbox.dmp.registry.all().length;
    await sandbox.send('lab-wrong-ins');
    await sandbox.send('operative-report');
    await sandbox.send('imaging-chest');
    expect(sandbox.dmp.registry.all()).toHaveLength(before);
    expect(refusals().map((l) => l.outcome.split(':')[0])).toEqual([
      'XDSUnknownPatientId',
      'XDSDuplicateUniqueIdInRegistry',
    ]);
  });

  test('every scenario that is deposited passes the door once', async () => {
    sandbox.reset();
    const after = refusals().length;
    const inOrder = scenarioList().map((s) => s.name);
    for (const name of inOrder) await sandbox.send(name);
    // Patient 6 has closed his DMP.
    expect(
      refusals()
        .slice(after)
        .map((l) => l.outcome),
    ).toEqual(['XDSUnknownPatientId: DMP closed']);
    expect(sandbox.dmp.registry.all().length).toBeGreaterThan(20);
  });

  test('a load goes to as many qualified people, each found by INSi', async () => {
    for (const rank of patientsOf({ patient: null, count: 3, rate: null })) {
      await sandbox.send('lab', rank);
      const { traits, ins } = fictivePatient(rank ?? 0);
      const { birthName, firstNames, sex, birthDate, birthPlace } = traits;
      const answer = await insi.searchByTraits({
        birthName,
        firstNames: firstNames.split(' '),
        sex: sex as 'M' | 'F',
        birthDate,
        birthPlace,
      });
      expect(answer).toMatchObject({ ok: true, value: { code: '00', ins } });
      expect(await dmp.testExistence(ins)).toMatchObject({ value: { state: 'open' } });
    }
  });
});
