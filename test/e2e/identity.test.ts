import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { fictivePatient } from '../../src/sandbox/population';
import type { Answer, Bridge, Method, Request, Response } from '../../src/shared/contract/contract';
import type { Patient } from '../../src/shared/identity/patient';
import {
  openApp,
  type RunningApp,
  type RunningSandbox,
  startSandboxProcess,
  temporaryFolder,
} from '../support/app';
import { addPatients, prepareStore, qualified } from '../support/readyPractice';

declare const window: { colloque: Bridge };

const PIN = '1234';
/** Homonyms of the bac à sable: same name, first given name, sex and date. */
const MARTIN_ANDRE = 6;
const MARTIN_HENRI = 7;
const STRANGER = 41;
const REFUSED = 42;
/** Neighbours of the crowd share a surname: one in two. */
const CROWD = [50, 52, 54, 56, 58, 60, 62, 64];

const pictures = process.env.COLLOQUE_PICTURES;
const state = temporaryFolder('identity-sandbox');
const data = temporaryFolder('identity-practice');
let sandbox: RunningSandbox;
let running: RunningApp;
let page: Page;

const picture = async (name: string) => {
  if (pictures) await page.screenshot({ path: join(pictures, `identity-${name}.png`) });
};
async function control(path: string, body: unknown = {}, method = 'POST'): Promise<void> {
  const answer = await fetch(`${sandbox.endpoints.endpoints.control}/${path}`, {
    method,
    ...(method === 'POST'
      ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
      : {}),
  });
  expect(answer.ok, path).toBe(true);
}
const send = (scenario: string, patient: number) => control(`send/${scenario}`, { patient });

/** Through the door of the window, as another window of the practice would. */
async function ask<M extends Method>(method: M, request: Request<M>): Promise<Response<M>> {
  const answer = (await page.evaluate(
    ([m, r]) => window.colloque.call(m as 'app.state', r as Record<string, never>),
    [method, request] as const,
  )) as Answer<M>;
  if (!answer.ok) throw new Error(`${method}: ${answer.error.code}`);
  return answer.value;
}
const rowsAbout = async (name: string) => (await ask('inbox.list', { patient: name })).rows;
const select = async (name: string) => {
  await page.keyboard.press('f');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(`pat:"${name}"`);
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await page.locator('.row-who').allTextContents()).every((n) => n.includes(name)))
    .toBe(true);
  await page.locator('.detail[aria-busy=false] .banner-name', { hasText: name }).waitFor();
};
const all = async () => {
  await page.keyboard.press('f');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Escape');
};
const notice = (text: string | RegExp) => page.locator('.notice', { hasText: text }).waitFor();

const martin = (id: string, rank: number, over: Partial<Patient> = {}): Patient => ({
  ...qualified(id, fictivePatient(rank)),
  ...over,
});
/** Long names, a used name that is the other's birth name, another sex. */
const longNamed: Patient = {
  ...qualified('martin-long', fictivePatient(MARTIN_HENRI)),
  traits: {
    birthName: "KERGUELEN DE TREMAREC--MARTIN D'AUVERGNE-LAURAGUAIS",
    firstNames: 'PAULE MARIE-ANTOINETTE CUNEGONDE EUPHROSYNE',
    firstGivenName: 'PAULE',
    sex: 'F',
    birthDate: fictivePatient(MARTIN_HENRI).traits.birthDate,
    birthPlace: '99999',
  },
  usedName: 'MARTIN',
  usedFirstName: 'PAULE',
  ins: null,
  status: 'provisoire',
  evidence: null,
};

beforeAll(async () => {
  if (pictures) mkdirSync(pictures, { recursive: true });
  sandbox = await startSandboxProcess(state.path);
  await prepareStore(data.path, (store) =>
    addPatients(store, [
      martin('martin-andre', MARTIN_ANDRE, { status: 'validee', ins: null }),
      martin('martin-henri', MARTIN_HENRI),
      longNamed,
      ...CROWD.map((rank) => qualified(`crowd-${rank}`, fictivePatient(rank))),
    ]),
  );
  running = await openApp({
    data: data.path,
    configuration: sandbox.endpoints.configuration,
    size: { width: 1440, height: 900 },
  });
  page = running.window;
  page.setDefaultTimeout(20_000);
  await send('lab', MARTIN_ANDRE);
  await send('lab', STRANGER);
  await send('lab-unknown-ins', REFUSED);
  for (const rank of CROWD) await send('lab', rank);
  const brought = async () =>
    (
      await Promise.all(
        [MARTIN_ANDRE, STRANGER, REFUSED, ...CROWD].map((r) => rowsAbout(fictivePatient(r).traits.birthName)),
      )
    ).every((rows) => rows.length > 0);
  while (!(await brought())) await page.waitForTimeout(500);
}, 240_000);

afterAll(async () => {
  await running?.close();
  await sandbox?.stop();
  state.remove();
  data.remove();
});

afterEach(async (context) => {
  if (context.task.result?.state === 'fail') await picture(`failed-${context.task.name.slice(0, 20)}`);
});

describe('an INS received without a qualified identity: two columns, by keyboard', () => {
  const head = () => page.locator('.comparison thead th').allTextContents();
  /** « Sexe » → « ≠ différent ». */
  const verdicts = async () =>
    Object.fromEntries(
      await page
        .locator('.comparison tbody tr')
        .evaluateAll((lines) =>
          lines.map((l) => [
            l.querySelector('th')?.textContent ?? '',
            l.querySelector('td:last-child')?.textContent ?? '',
          ]),
        ),
    ) as Record<string, string>;
  const documentsOf = async (patientId: string) =>
    (await ask('patients.open', { patientId })).documents.length;

  test('E-REC-04 the document beside each record that may be meant, one key each, every difference said by a word and a sign', async () => {
    await select('MARTIN');
    await page.getByText('3 dossiers ressemblent').waitFor();
    expect(await page.locator('.identity .btn.filled').count()).toBe(0);
    expect(await head()).toEqual(['Trait', 'Document reçu', 'Dossier MARTIN Paul', 'Verdict']);
    expect(await verdicts()).toMatchObject({
      'Matricule INS': '∅ absent',
      'Nom de naissance': '= égal',
      'Prénoms de naissance': '= égal',
      'Date de naissance': '= égal',
      'Lieu de naissance': '= égal',
    });
    await picture('comparison-1');
    await page.keyboard.press('Digit2');
    await expect.poll(verdicts).toMatchObject({
      'Matricule INS': '≠ différent',
      'Prénoms de naissance': '≠ différent',
      'Date de naissance': '= égal',
      'Lieu de naissance': '≠ différent',
    });
    await page.getByText('sans doute une autre personne').waitFor();
    await picture('comparison-2');
    await page.keyboard.press('Digit3');
    await expect.poll(verdicts).toMatchObject({ 'Nom de naissance': '≠ différent', Sexe: '≠ différent' });
    await picture('comparison-3');
    const cut = await page
      .locator('.comparison')
      .evaluate((table) => table.scrollWidth > (table.parentElement?.clientWidth ?? 0) + 1);
    expect(cut).toBe(false);
  });

  test('a key compares and files nothing; C files under the record compared, and Z takes it back', async () => {
    expect(await documentsOf('martin-long')).toBe(0);
    await page.keyboard.press('Digit1');
    await expect.poll(verdicts).toMatchObject({ 'Prénoms de naissance': '= égal' });
    await page.keyboard.press('e');
    expect(await documentsOf('martin-andre')).toBe(0);
    await page.keyboard.press('c');
    await notice('Classé dans le dossier de MARTIN Paul');
    expect(await documentsOf('martin-andre')).toBe(1);
    await page.keyboard.press('z');
    await notice('Geste annulé');
    expect(await documentsOf('martin-andre')).toBe(0);
    await page.getByText('3 dossiers ressemblent').waitFor();
  });

  test('N creates the patient that the document names unless a record has those traits; Z takes the creation back', async () => {
    await page.keyboard.press('n');
    await notice('un second ferait un doublon');
    const { birthName } = fictivePatient(STRANGER).traits;
    await select(birthName);
    await page.getByText('Aucun dossier ne ressemble').waitFor();
    await page.keyboard.press('n');
    await notice('Classé dans le dossier de');
    const found = () => ask('patients.search', { query: fictivePatient(STRANGER).traits.birthDate });
    expect((await found()).map((s) => [s.patient.status, s.patient.ins])).toEqual([['provisoire', null]]);
    await page.keyboard.press('z');
    await notice('Geste annulé');
    expect(await found()).toEqual([]);
  });
});

describe('the INS that others sent, verified by INSi', () => {
  const check = () => page.locator('.ins-check').textContent();

  test('E-INS-46 INSi refuses: an alert on the document, a word in the list, a list of their own, and nothing is filed by itself', async () => {
    const { birthName } = fictivePatient(REFUSED).traits;
    await select(birthName);
    // No window opened by itself: the code is asked only when somebody wants the answer.
    expect(running.app.windows()).toHaveLength(1);
    expect(await check()).toContain('INS à vérifier (code de la carte à saisir)');
    await picture('waiting');
    const asked = running.app.waitForEvent('window');
    await page.keyboard.press('i');
    const secret = await asked;
    await secret.locator('#pin').waitFor();
    await secret.locator('#pin').fill(PIN);
    await secret.keyboard.press('Enter').catch(() => {});
    await page.getByRole('alert').filter({ hasText: 'INS refusée par INSi' }).waitFor();
    await notice('INSi refuse l’INS de ce document');
    await expect.poll(() => page.locator('.row.on').textContent()).toContain('INS refusée');
    expect(await page.locator('.identity .btn.filled').count()).toBe(0);
    await picture('refused');
    await all();
    await page.getByRole('button', { name: /INS refusées 1/ }).click();
    await expect.poll(() => page.locator('.row').count()).toBe(1);
    expect(await page.locator('.row-who').textContent()).toContain(birthName);
    const [row] = await rowsAbout(birthName);
    expect(row).toMatchObject({ patientId: null, insCheck: { state: 'ko' } });
    await page.keyboard.press('n');
    await notice('Classé dans le dossier de');
    const [created] = await ask('patients.search', { query: fictivePatient(REFUSED).traits.birthDate });
    expect(created?.patient).toMatchObject({ status: 'provisoire', ins: null });
  });

  test('the code typed once, the others are verified without a gesture; confirmed, N creates the patient with the INS, récupérée', async () => {
    const { traits, ins } = fictivePatient(STRANGER);
    await all();
    await page.getByRole('button', { name: /^À classer/ }).click();
    await select(traits.birthName);
    await expect.poll(check, { timeout: 60_000 }).toContain('✓ INS vérifiée');
    await page.getByRole('button', { name: /Créer le patient \(INS récupérée\)/ }).waitFor();
    await picture('confirmed');
    await page.keyboard.press('n');
    await notice('Classé dans le dossier de');
    const [created] = await ask('patients.search', { query: traits.birthDate });
    expect(created?.patient).toMatchObject({ status: 'recuperee', ins });
  });

  test('INSi refuses the INS of a record: it falls, and waits in the list of the records to take up', async () => {
    const { traits } = fictivePatient(MARTIN_HENRI);
    const waits = async () =>
      (await ask('inbox.list', {})).rows.filter((r) => r.insCheck?.state === 'waiting').length;
    // The forced refusal is for the record alone.
    await expect.poll(waits, { timeout: 90_000, interval: 500 }).toBe(0);
    await control('faults', { service: 'insi', insiVerdict: 'KO', times: 1 });
    await page.keyboard.press('Alt+2');
    await page.getByPlaceholder(/Nom, prénom/).fill(traits.birthName);
    await page.getByRole('option', { name: /INS qualifiée/ }).click();
    await page.getByRole('button', { name: /Vérifier l’INS/ }).waitFor();
    await page.keyboard.press('i');
    await notice('INSi refuse cette INS');
    const panel = page.getByRole('complementary', { name: 'Identité' });
    await expect.poll(() => panel.textContent()).toContain('Identité validée');
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: 'INS refusées par INSi' }).waitFor();
    await picture('to-take-up');
    await page.keyboard.press('Alt+1');
  });
});

describe('stale selection: what is under the eyes changes while the key goes down', () => {
  const nameOf = (rank: number) => fictivePatient(rank).traits.birthName;

  /** Delays methods of the door, and holds back what main tells the window. */
  const slow = (delays: Record<string, number>, hold = false) =>
    running.app.evaluate(
      ({ ipcMain, BrowserWindow }, [wanted, held]) => {
        const door = ipcMain as unknown as {
          _invokeHandlers: Map<string, (...args: unknown[]) => Promise<unknown>>;
        };
        const kept = globalThis as unknown as {
          first?: (...args: unknown[]) => Promise<unknown>;
          tell?: (channel: string, ...args: unknown[]) => void;
        };
        kept.first ??= door._invokeHandlers.get('colloque:call')!;
        const { first } = kept;
        door._invokeHandlers.set('colloque:call', async (...args: unknown[]) => {
          const milliseconds = wanted[args[1] as string] ?? 0;
          if (milliseconds > 0) await new Promise((done) => setTimeout(done, milliseconds));
          return first(...args);
        });
        const [main] = BrowserWindow.getAllWindows();
        const contents = main!.webContents;
        kept.tell ??= contents.send.bind(contents);
        const tell = kept.tell;
        contents.send = (channel: string, ...args: unknown[]) => {
          if (!(held && channel === 'colloque:changed')) tell(channel, ...args);
        };
      },
      [delays, hold] as const,
    );

  /** Everything that stands in a record of the crowd names that record’s patient. */
  const wrongPatients = async () => {
    const wrong: string[] = [];
    for (const rank of CROWD) {
      const { patient, documents } = await ask('patients.open', { patientId: `crowd-${rank}` });
      for (const { id } of documents) {
        const document = await ask('documents.open', { documentId: id });
        if (document.patient.ins?.value !== patient.ins?.value && patient.ins) wrong.push(id);
      }
    }
    return wrong;
  };
  const lineOf = async (rank: number) =>
    (await rowsAbout(nameOf(rank))).find((r) => r.patientName.includes(nameOf(rank)))!;
  const shown = () => page.locator('.banner-name').textContent();
  const settled = () => page.locator('.detail[aria-busy=false] .identity.certain').waitFor();

  beforeAll(async () => {
    await page.keyboard.press('Alt+1');
    await all();
    await page.locator('.row').first().waitFor();
    // Out of the records again: E files them, it does not only acknowledge.
    for (const rank of CROWD) {
      const { id, revision } = await lineOf(rank);
      await ask('inbox.unfile', { itemId: id, revision });
    }
    await page.keyboard.press('f');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('type:bio');
    await page.keyboard.press('Enter');
  }, 60_000);

  const onto = async (rank: number) => {
    await page
      .locator('.row', { hasText: nameOf(rank) })
      .first()
      .click();
    await expect.poll(shown).toContain(nameOf(rank));
    await settled();
  };

  test('the next document is not drawn yet: E does nothing', async () => {
    await onto(CROWD[0]!);
    await slow({ 'inbox.open': 800 });
    const before = await lineOf(CROWD[1]!);
    await page.keyboard.press('j');
    await page.keyboard.press('e');
    await page.keyboard.press('k');
    await page.keyboard.press('e');
    expect(await lineOf(CROWD[1]!)).toMatchObject({ patientId: null, revision: before.revision });
    expect(await lineOf(CROWD[0]!)).toMatchObject({ patientId: null });
    await slow({});
    await settled();
    expect(await wrongPatients()).toEqual([]);
  });

  test('a burst of E over slow answers and new arrivals: each document goes to the patient it names, or nowhere', async () => {
    await onto(CROWD[0]!);
    await slow({ 'inbox.file': 400, 'inbox.open': 120, 'inbox.list': 90 });
    for (let i = 0; i < 12; i += 1) {
      if (i === 3) void send('lab-critical', CROWD[7]!);
      await page.keyboard.press('e');
      await page.waitForTimeout(i % 3 === 0 ? 10 : 260);
    }
    await slow({});
    await expect.poll(wrongPatients, { timeout: 20_000 }).toEqual([]);
    const filed = [];
    for (const rank of CROWD)
      filed.push(...(await ask('patients.open', { patientId: `crowd-${rank}` })).documents);
    // The burst did file: the law is not kept by doing nothing.
    expect(filed.length).toBeGreaterThanOrEqual(2);
  });

  test('moved by another window, then moved and taken back: E is refused with its sentence, and nothing moves', async () => {
    const rank = CROWD[5]!;
    await putBack(rank);
    await onto(rank);
    await slow({}, true);
    const { id, revision } = await lineOf(rank);
    const other = await ask('inbox.file', { itemId: id, patientId: 'martin-long', revision });
    await page.keyboard.press('e');
    await notice('a changé depuis que vous l’avez affiché');
    expect((await ask('patients.open', { patientId: `crowd-${rank}` })).documents).toEqual([]);
    await ask('inbox.undo', { undo: other.undo });
    await slow({});
    await ask('inbox.open', { itemId: id });
    await select(nameOf(rank));
    await settled();
    await slow({}, true);
    const again = await lineOf(rank);
    const gesture = await ask('inbox.file', {
      itemId: id,
      patientId: 'martin-long',
      revision: again.revision,
    });
    await ask('inbox.undo', { undo: gesture.undo });
    await page.keyboard.press('e');
    await notice('a changé depuis que vous l’avez affiché');
    expect(await lineOf(rank)).toMatchObject({ patientId: null });
    await slow({});
    expect(await wrongPatients()).toEqual([]);
  });

  test('the verdict falls while the key goes down: E is refused, the document stays to be compared', async () => {
    const rank = CROWD[6]!;
    await putBack(rank);
    await select(nameOf(rank));
    await settled();
    await slow({}, true);
    await control('faults', { service: 'insi', insiVerdict: 'KO', times: 1 });
    await ask('patients.verifyIns', { patientId: `crowd-${rank}` });
    await page.keyboard.press('e');
    await notice('a changé depuis que vous l’avez affiché');
    expect(await lineOf(rank)).toMatchObject({ patientId: null, verdict: 'proposed' });
    await slow({});
    await page.keyboard.press('j');
    await select(nameOf(rank));
    await page.locator('.identity.uncertain').waitFor();
    expect(await wrongPatients()).toEqual([]);
    await picture('fallen');
  });

  /** Waits in the worklist, in nobody’s record, whatever the burst did with it. */
  async function putBack(rank: number): Promise<void> {
    const list = await ask('inbox.list', { patient: nameOf(rank), state: 'filed' });
    for (const row of list.rows) await ask('inbox.unfile', { itemId: row.id, revision: row.revision });
    for (const row of await rowsAbout(nameOf(rank)))
      if (row.patientId !== null) await ask('inbox.unfile', { itemId: row.id, revision: row.revision });
  }
});
