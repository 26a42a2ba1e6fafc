import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Frame } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start';
import { openApp, type RunningApp, temporaryFolder } from '../support/app';

const fixtures = join(import.meta.dirname, '../fixtures/cda');
const pictures = process.env.COLLOQUE_PICTURES;
if (pictures) mkdirSync(pictures, { recursive: true });

const folder = temporaryFolder('documents');
const complaints: string[] = [];
let sandbox: Sandbox;
let running: RunningApp;

const mailOf = (content: Buffer): Promise<Buffer> =>
  new MailComposer({
    from: { name: 'LABORATOIRE FICTIF DU STYLE', address: 'labo@style.mssante.fr' },
    to: sandbox.configuration.mss.address,
    subject: 'XDM/1.0/DDM+Compte rendu FICTIF-STYLE ALIX',
    text: 'Résultats en pièce jointe.\n',
    attachments: [{ filename: 'compte-rendu.xml', content, contentType: 'text/xml' }],
  })
    .compile()
    .build();

beforeAll(async () => {
  sandbox = await startSandbox({ stateDir: join(folder.path, 'sandbox'), morning: false });
  const { address } = sandbox.configuration.mss;
  await sandbox.operator.deliver(address, await mailOf(readFileSync(join(fixtures, 'auto-presentable.xml'))));
  await sandbox.operator.deliver(address, await mailOf(readFileSync(join(fixtures, 'synthese.xml'))));
  await sandbox.send('lab');
  running = await openApp({
    data: join(folder.path, 'data'),
    configuration: {
      ...sandbox.configuration,
      documents: { stylesheet: join(fixtures, 'feuille-du-cabinet.xsl') },
    },
    size: { width: 1440, height: 900 },
  });
  running.window.on('console', (m) => {
    // Playwright’s own scripts, looking into the frame, are refused as any other.
    if (m.text().startsWith('Blocked script execution in')) return;
    if (m.type() === 'error' || /Content Security Policy/i.test(m.text())) complaints.push(m.text());
  });
}, 120_000);

afterAll(async () => {
  await running?.close();
  await sandbox?.close();
  folder.remove();
});

/** The document of that line, shown by its stylesheet with the one key. */
async function presented(name: RegExp): Promise<Frame> {
  const page = running.window;
  await page.getByRole('option', { name }).click({ timeout: 60_000 });
  await page
    .getByRole('heading', { name: 'Compte rendu d’examens' })
    .or(page.locator('.document-title'))
    .first()
    .waitFor();
  await page.keyboard.press('s');
  const frame = await (await page.waitForSelector('iframe.presentation-frame')).contentFrame();
  await frame!.waitForSelector('h1');
  return frame!;
}

test('E-BIO-06 the stylesheet that came with the report lays it out, in a frame where nothing runs', async () => {
  const page = running.window;
  const frame = await presented(/FICTIF-STYLE/);
  expect(await page.getByRole('button', { name: /Présentation du laboratoire/ }).count()).toBeGreaterThan(0);
  const words = await frame.evaluate(() => document.body.textContent);
  expect(words).toContain('LABORATOIRE FICTIF DU STYLE');
  expect(words).toMatch(/Ferritine\s*312 µg\/L\s*15 – 150/);
  expect(words).toContain('Mise en page du laboratoire');
  const looks = await frame.evaluate(() => ({
    heading: getComputedStyle(document.querySelector('h1')!).color,
    high: getComputedStyle(document.querySelector('tr.haut')!).color,
    scripts: document.scripts.length,
  }));
  expect(looks).toEqual({ heading: 'rgb(0, 80, 143)', high: 'rgb(160, 0, 0)', scripts: 0 });
  // It scrolls with the window: nothing of it is cut inside its frame.
  expect(await frame.evaluate(() => document.documentElement.scrollHeight <= window.innerHeight)).toBe(true);
  if (pictures) await page.screenshot({ path: join(pictures, 'presentation-laboratoire.png') });
});

test('a key pressed after a click in the frame is still the window’s', async () => {
  const page = running.window;
  const frame = await (await page.waitForSelector('iframe.presentation-frame')).contentFrame();
  await frame!.click('h1');
  await page.keyboard.press('s');
  await page.locator('iframe.presentation-frame').waitFor({ state: 'detached' });
});

test('E-BIO-06 a report that brings none is laid out by the sheet the practice installed', async () => {
  const page = running.window;
  const frame = await presented(/DURAND/);
  expect(await page.getByRole('button', { name: /Feuille de style du cabinet/ }).count()).toBeGreaterThan(0);
  const words = await frame.evaluate(() => document.body.textContent);
  expect(words).toContain('Feuille de style nationale');
  expect(words).toMatch(/Ferritine\W*312/);
  if (pictures) await page.screenshot({ path: join(pictures, 'presentation-cabinet.png') });
  expect(complaints).toEqual([]);
});

test('the codes behind a synthesis are one key away, and what its text contradicts is said', async () => {
  const page = running.window;
  await page.getByRole('option', { name: /FICTIF-SYNTHESE/ }).click();
  // Over the words, the code behind them.
  const place = page.locator('.n-coded', { hasText: 'Hypertension artérielle essentielle' }).first();
  await place.waitFor();
  expect(await place.getAttribute('title')).toContain('CIM-10 I10');
  await page.keyboard.press('x');
  const table = page.locator('table.coded');
  await table.waitFor();
  // What was odd in the reading is said on the document.
  await page.getByText('1 remarque de lecture').click();
  await page.getByText('Le texte du document et sa donnée structurée diffèrent').waitFor();
  const rows = await table.locator('tr').allTextContents();
  expect(rows.join('\n')).toMatch(/Hypertension artérielle essentielle.*CIM-10 I10.*12\/03\/2015.*actif/);
  expect(rows.join('\n')).toMatch(/METFORMINE.*CIS 63111111.*1\u00a0comprimé/);
  const said = rows.filter((r) => r.includes('Le texte dit autre chose'));
  expect(said).toHaveLength(1);
  expect(said[0]).toContain('Diabète de type 2 12/03/2009');
  if (pictures) await page.screenshot({ path: join(pictures, 'donnees-codees.png') });
  await page.keyboard.press('t');
  await place.waitFor();
  expect(await page.locator('.n-differs').allTextContents()).toEqual([' ≠ donnée codée\u202f: 12/03/2019']);
  if (pictures) await page.screenshot({ path: join(pictures, 'texte-code.png') });
  expect(complaints).toEqual([]);
});
