import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fictivePatient } from '../../src/sandbox/population';
import type { Bridge } from '../../src/shared/contract/contract';
import { displayName } from '../../src/shared/identity/patient';
import {
  openApp,
  type RunningApp,
  type RunningSandbox,
  startSandboxProcess,
  temporaryFolder,
} from '../support/app';
import { addPatients, prepareStore, qualified } from '../support/readyPractice';

declare const window: { colloque: Bridge };

/** Messages that the secretary finds; the first of the crowd of the bac à sable. */
const MESSAGES = 44;
const FIRST = 20;
const ranks = Array.from({ length: MESSAGES }, (_, i) => FIRST + i);
/** Eight messages, two of them versions of one report. */
const MORNING = 7;

const pictures = process.env.COLLOQUE_PICTURES;
const state = temporaryFolder('triage-sandbox');
const data = temporaryFolder('triage-practice');
let sandbox: RunningSandbox;
let running: RunningApp;
let page: Page;

const open = async () => {
  running = await openApp({
    data: data.path,
    configuration: sandbox.endpoints.configuration,
    size: { width: 1440, height: 900 },
  });
  page = running.window;
  page.setDefaultTimeout(20_000);
};
async function send(scenario: string, patient: number): Promise<void> {
  const answer = await fetch(`${sandbox.endpoints.endpoints.control}/send/${scenario}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ patient }),
  });
  expect(answer.ok, scenario).toBe(true);
}
const picture = async (name: string) => {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
};
const toFile = async (): Promise<number> => {
  const words = await page.getByRole('button', { name: /^À classer/ }).textContent();
  return Number(/\d+/.exec(words ?? '')?.[0] ?? Number.NaN);
};
const waiting = (count: number) =>
  page.getByRole('button', { name: `À classer ${count}`, exact: true }).waitFor({ timeout: 120_000 });
const names = () => page.locator('.row-who').allTextContents();
const bannerName = () => page.locator('.banner-name').textContent();
const typed = async (text: string) => {
  await page.keyboard.press('f');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
};
const clear = async () => {
  await page.keyboard.press('f');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Escape');
  await expect.poll(toFile).toBeGreaterThan(MORNING);
};

beforeAll(async () => {
  if (pictures) mkdirSync(pictures, { recursive: true });
  sandbox = await startSandboxProcess(state.path);
  await prepareStore(data.path, (store) =>
    addPatients(store, [
      qualified('durand', fictivePatient(0)),
      ...ranks.map((rank) => qualified(`crowd-${rank}`, fictivePatient(rank))),
    ]),
  );
  await open();
  await waiting(MORNING);
  for (const rank of ranks) await send('lab', rank);
  await send('lab-critical', 0);
  await waiting(MORNING + MESSAGES + 1);
}, 240_000);

afterAll(async () => {
  await running?.close();
  await sandbox?.stop();
  state.remove();
  data.remove();
});

describe('the mail of a practice, in the real window, by keyboard alone', () => {
  test('E-REC-01 E-REC-03 what the mailbox brought stands in one list; at start the first unread is open', async () => {
    await running.close();
    await open();
    await expect.poll(toFile).toBe(MORNING + MESSAGES + 1);
    const first = page.locator('.row.on');
    await first.waitFor();
    expect(await page.locator('.row').first().getAttribute('id')).toBe(await first.getAttribute('id'));
    await expect
      .poll(bannerName)
      .toContain(displayName(qualified('durand', fictivePatient(0))).split(' ')[0]);
    // Opened is read: at the next start another one is proposed.
    await running.close();
    await open();
    await page.locator('.row.on').waitFor();
    const unread = await page
      .locator('.row')
      .evaluateAll((rows) => rows.map((r) => r.classList.contains('on')));
    expect(unread.indexOf(true)).toBe(1);
    await picture('triage-start');
  });

  test('E-BIO-01 E-BIO-02 E-BIO-03 comment, out of range and critical are said in the list, before anything is opened', async () => {
    const critical = page.locator('.row', { hasText: 'critique' }).first();
    expect(await critical.locator('.chip.critical').textContent()).toContain('critique');
    expect(await critical.locator('.row-what').textContent()).toMatch(/Potassium/);
    const abnormal = page.locator('.row', { hasText: 'anormaux' }).first();
    expect(await abnormal.locator('.chip.high').textContent()).toMatch(/résultats hors de l’intervalle/);
    expect(await page.locator('.row-more', { hasText: 'commentaire' }).count()).toBeGreaterThan(0);
  });

  test('E-REC-02 the latest first; filter and order by date, patient and type', async () => {
    const times = await page.evaluate(async () => {
      const answer = await window.colloque.call('inbox.list', {});
      return answer.ok ? answer.value.rows.map((r) => r.receivedAt) : [];
    });
    expect(times).toEqual([...times].sort().reverse());
    await typed('type:ordonnance');
    await expect.poll(() => page.locator('.row').count()).toBe(1);
    await clear();
    await typed('pat:"le gall"');
    await expect.poll(async () => (await names()).every((n) => n.includes('LE GALL'))).toBe(true);
    await clear();
    await typed('avant:01/01/2020');
    await page.getByText('Rien ne correspond').waitFor();
    await clear();
    await typed('le:hier avant:01/01/2000');
    await page.getByText('Rien ne correspond').waitFor();
    await clear();
    for (const [word, key] of [
      ['Patient', 'patientName'],
      ['Type', 'kind'],
    ] as const) {
      await page.keyboard.press('g');
      await page.keyboard.type(word);
      await page.keyboard.press('Escape');
      await expect
        .poll(() => page.getByLabel('Trier par').inputValue())
        .toBe(word === 'Type' ? 'kind' : 'patient');
      await page.waitForTimeout(300);
      const shown = await page
        .locator('.row')
        .evaluateAll((rows) =>
          rows.map((r) => [Number(r.getAttribute('aria-posinset')), r.id.slice(4)] as const),
        );
      const values = await page.evaluate(
        async ([ids, field]) => {
          const answer = await window.colloque.call('inbox.list', {});
          const rows = answer.ok ? answer.value.rows : [];
          return ids.map((id) => String(rows.find((r) => r.id === id)?.[field]));
        },
        [shown.toSorted(([a], [b]) => a - b).map(([, id]) => id), key] as const,
      );
      const letters = values.map((v) =>
        v
          .normalize('NFD')
          .replace(/[^A-Za-z]/g, '')
          .toUpperCase(),
      );
      expect(letters).toEqual(letters.toSorted());
    }
    await page.keyboard.press('g');
    await page.keyboard.type('Date');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByLabel('Trier par').inputValue()).toBe('date');
  });

  test('thirty documents are filed in under a minute, each under its own patient, and Z takes the last back', async () => {
    await page.keyboard.press('l');
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await page.keyboard.press('f');
    await page.keyboard.type('type:biologie');
    await page.keyboard.press('Enter');
    await page.locator('.row.on').waitFor();
    await page.keyboard.press('Escape');
    const filed: { id: string; banner: string }[] = [];
    const begun = performance.now();
    for (let presses = 0; filed.length < 30 && presses < 200; presses++) {
      // She reads who it is before she decides: the banner must be that of the selected line.
      const id = (await page.locator('.row.on').getAttribute('id'))!.slice(4);
      await page.locator(`.detail[data-item="${id}"] .banner-name`).waitFor();
      const certain = (await page.locator('.identity.certain').count()) > 0;
      if (certain) filed.push({ id, banner: (await bannerName()) ?? '' });
      await page.keyboard.press(certain ? 'e' : 'j');
      await expect
        .poll(() => page.locator('.row.on').getAttribute('id'), { interval: 10 })
        .not.toBe(`row-${id}`);
    }
    const seconds = (performance.now() - begun) / 1000;
    process.stdout.write(`30 documents classés en ${seconds.toFixed(1)} s\n`);
    expect(filed).toHaveLength(30);
    expect(seconds).toBeLessThan(60);
    const truth = await page.evaluate(
      async (ids) =>
        Promise.all(
          ids.map(async (itemId) => {
            const item = await window.colloque.call('inbox.open', { itemId });
            if (!item.ok) return null;
            const { row, document } = item.value;
            const record = await window.colloque.call('patients.open', { patientId: row.patientId! });
            return {
              state: row.state,
              received: document?.patient.ins?.value,
              record: record.ok ? record.value.patient.ins?.value : null,
              name: row.patientName,
            };
          }),
        ),
      filed.map((f) => f.id),
    );
    for (const [i, t] of truth.entries()) {
      expect(t).toMatchObject({ state: 'filed', record: t!.received, name: filed[i]!.banner });
      expect(t!.received).toMatch(/^\d{15}$/);
    }
    expect(new Set(truth.map((t) => t!.record)).size).toBe(30);
    await picture('triage-filed');
    const before = await toFile();
    await page.keyboard.press('z');
    await page.getByText('Geste annulé').waitFor();
    await expect.poll(toFile).toBe(before + 1);
    await page.locator(`#row-${filed.at(-1)!.id}`).waitFor();
  });
});
