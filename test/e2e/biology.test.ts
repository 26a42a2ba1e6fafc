import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  openApp,
  type RunningApp,
  type RunningSandbox,
  root,
  startSandboxProcess,
  temporaryFolder,
} from '../support/app';

const pictures = process.env.COLLOQUE_PICTURES ?? join(root, 'out', 'biology');
const state = temporaryFolder('biology-sandbox');
const data = temporaryFolder('biology-practice');
let sandbox: RunningSandbox;
let running: RunningApp;
let page: Page;

const send = async (scenario: string) => {
  const answer = await fetch(`${sandbox.endpoints.endpoints.control}/send/${scenario}`, { method: 'POST' });
  expect(answer.ok, scenario).toBe(true);
};
const open = async () => {
  running = await openApp({
    data: data.path,
    configuration: sandbox.endpoints.configuration,
    size: { width: 1440, height: 900 },
  });
  page = running.window;
  page.setDefaultTimeout(20_000);
};
const picture = (name: string) => page.screenshot({ path: join(pictures, `${name}.png`) });
const row = (text: string | RegExp) => page.locator('.row', { hasText: text });
const card = (name: string) =>
  page.locator('.trend-card', { has: page.getByRole('heading', { name, exact: true }) });
const openRecord = async () => {
  await page.keyboard.press('Alt+2');
  await page.getByPlaceholder(/Nom, prénom/).fill('dur');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('complementary', { name: 'Identité' }).waitFor();
};
/** The unit pressed in a group, as read. */
const unitOf = (holder: ReturnType<Page['locator']>) =>
  holder.locator('.unit-choice [aria-checked="true"]').textContent();

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  sandbox = await startSandboxProcess(state.path);
  await open();
});
afterAll(async () => {
  await running?.close();
  await sandbox?.stop();
  state.remove();
  data.remove();
});
afterEach(async (context) => {
  if (context.task.result?.state === 'fail') await picture('panne');
});

describe('biology of one patient, from two laboratories, in the real window', () => {
  test('reports of two laboratories reach one record', async () => {
    await expect.poll(() => page.locator('.row').count(), { timeout: 30_000 }).toBeGreaterThan(5);
    await row('Ferritine, TSH').filter({ hasText: 'DURAND' }).click();
    await page.getByText('Créer le patient').click();
    await openRecord();
    const asked = running.app.waitForEvent('window');
    await page.keyboard.press('i');
    const secret = await asked;
    await secret.locator('#pin').fill('1234');
    await secret.keyboard.press('Enter').catch(() => {});
    const panel = page.getByRole('complementary', { name: 'Identité' });
    await expect.poll(() => panel.textContent(), { timeout: 20_000 }).toContain('récupérée');
    await panel.locator('select').selectOption('CNI');
    await panel.getByText('Traits contrôlés').click();
    await expect.poll(() => panel.textContent()).toContain('qualifiée');
    for (const scenario of ['lab-port-earlier', 'lab-two-units', 'lab-port', 'lab-critical'])
      await send(scenario);
    await expect
      .poll(() => page.locator('.document-line').count(), { timeout: 40_000 })
      .toBeGreaterThanOrEqual(5);
  });

  test('E-BIO-01/02/03 critical, out of range and commented results are said outside the document, in the worklist and in the record', async () => {
    const critical = page.locator('.document-line', { hasText: 'critique' });
    expect(await critical.count()).toBe(1);
    await expect
      .poll(() => page.locator('.document-line', { hasText: 'anormal' }).count())
      .toBeGreaterThan(1);
    await expect.poll(() => page.locator('.latest-results').textContent()).toMatch(/critique 1.*commenté/);
    await picture('dossier');
    await page.keyboard.press('Alt+1');
    const waiting = row('DURAND').filter({ hasText: 'critique' }).first();
    await expect.poll(() => waiting.textContent()).toMatch(/critique.*commentaire|commentaire.*critique/);
    await expect.poll(() => row('DURAND').filter({ hasText: 'anorma' }).count()).toBeGreaterThan(0);
  });

  test('E-BIO-05 a result in two units is one line, the choice is made in the document and kept for the practice', async () => {
    await row('Glycémie à jeun').first().click();
    const line = page.locator('tr.result', { hasText: 'Glycémie à jeun' });
    await line.first().waitFor();
    expect(await line.count()).toBe(1);
    expect(await unitOf(line)).toBe('g/L');
    expect(await line.textContent()).toContain('1,31');
    expect(await line.textContent()).toContain('7,27 mmol/L');
    await picture('deux-unites');
    await line.getByRole('radio', { name: 'mmol/L' }).click();
    await expect.poll(() => unitOf(line)).toBe('mmol/L');
    expect(await line.locator('.figure').textContent()).toBe('7,27');
    expect(await line.textContent()).toContain('1,31 g/L');
    await running.close();
    await open();
    await row('Glycémie à jeun').first().click();
    await expect.poll(() => unitOf(page.locator('tr.result', { hasText: 'Glycémie à jeun' }))).toBe('mmol/L');
  });

  test('a report opens on what changed, its earlier values said in its own unit, whoever measured them', async () => {
    await row('TSH us').filter({ hasText: 'anorma' }).first().click();
    const creatinine = page.locator('tr.result', { hasText: 'Créatinine' });
    await expect.poll(() => creatinine.textContent()).toMatch(/8,1.*mg\/L.*7,7.*reçu 68 µmol\/L/);
    const ferritin = page.locator('tr.result', { hasText: 'Ferritine' });
    expect(await ferritin.textContent()).toContain('non comparable');
    await picture('antérieur-converti');
  });

  test('trends join the two laboratories in one unit, and a key changes it', async () => {
    await openRecord();
    await page.keyboard.press('a');
    const creatinine = card('Créatinine').or(card('Kaliémie')).first();
    await creatinine.waitFor();
    await picture('tendances');
    const glucose = page.locator('[data-analyte="glucose-post-fast"]');
    expect(await unitOf(glucose)).toBe('mmol/L');
    expect(await glucose.locator('.trend-legend li').count()).toBe(2);
    await glucose.focus();
    await page.keyboard.press('n');
    await expect.poll(() => unitOf(glucose)).not.toBe('mmol/L');
    expect(await glucose.locator('tbody tr').first().textContent()).toMatch(/mmol\/L|g\/L/);
    await picture('tendances-unite');
  });
});
