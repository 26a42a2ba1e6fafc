import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterEach, describe, expect, test } from 'vitest';
import { type OpenedPage, openPage } from './openPage';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Where pictures go when someone wants to look at them. */
const pictures = process.env.COLLOQUE_PICTURES;
if (pictures) mkdirSync(pictures, { recursive: true });

let opened: OpenedPage | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

const open = async (...args: Parameters<typeof openPage>) => {
  opened = await openPage(...args);
  return opened.page;
};

/** What axe finds on the page as it is drawn now: rule, and where. */
async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
      };
    };
    const found = await axe.run();
    return found.violations.flatMap((v) =>
      v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 140)} ${n.failureSummary}`),
    );
  });
}

/** Neither the policy nor axe has anything to say of what is drawn. */
async function expectClean(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
  expect(await violations(page)).toEqual([]);
  expect(opened?.complaints).toEqual([]);
}

const settled = (page: Page) => page.getByText('Même identité').waitFor();
const place = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('button', { name }).click();

describe('every screen is drawn, and axe finds nothing', () => {
  test.each([
    ['reception-1440', 1440, 900, 'light'],
    ['reception-1280', 1280, 800, 'light'],
    ['reception-dark', 1440, 900, 'dark'],
    ['reception-1920', 1920, 1080, 'light'],
  ] as const)('%s', async (name, width, height, colorScheme) => {
    const page = await open('index.html', width, height);
    await page.emulateMedia({ colorScheme });
    await settled(page);
    await expectClean(page, name);
  });

  test('at 200 % zoom the list and the document take turns, and nothing is cut', async () => {
    const page = await open('index.html', 640, 400);
    await page.locator('.row').first().waitFor();
    await expectClean(page, 'zoom-list');
    await page.locator('.row').first().click();
    await settled(page);
    await expectClean(page, 'zoom-document');
    const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(wider).toBe(false);
  });

  test('uncertain identity, unknown patient, unreadable item', async () => {
    const page = await open('index.html');
    await page.getByRole('option', { name: /MARTIN/ }).click();
    await page.getByText('à vous de choisir').waitFor();
    expect(await page.locator('.identity .btn.filled').count()).toBe(0);
    await expectClean(page, 'uncertain');
    await page.getByRole('option', { name: /NGUYEN/ }).click();
    await page.getByText('Aucun dossier').waitFor();
    await expectClean(page, 'unknown');
    await page.getByRole('button', { name: /Illisibles/ }).click();
    await page.getByText('incomplète').waitFor();
    await expectClean(page, 'unreadable');
  });

  test('text, original PDF and message of a document', async () => {
    const page = await open('index.html');
    await settled(page);
    await page.keyboard.press('t');
    await page.getByText('voir la fiche').waitFor();
    await page.locator('.media img').waitFor();
    await expectClean(page, 'text');
    await page.keyboard.press('o');
    await page.getByText('12').first().waitFor();
    await page.locator('.pdf-page canvas').first().waitFor();
    await page.getByText('Ferritine 312').first().waitFor({ state: 'attached' });
    await expectClean(page, 'pdf');
    await page.keyboard.press('m');
    await expectClean(page, 'message');
  });

  test('palette, help and service lights', async () => {
    const page = await open('index.html');
    await settled(page);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('mar');
    await page
      .getByRole('option', { name: /MARTIN Camille/ })
      .first()
      .waitFor();
    await expectClean(page, 'palette');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByText('Raccourcis clavier').waitFor();
    await expectClean(page, 'help');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /INSi/ }).click();
    await page.getByText('Rien à faire').waitFor();
    await expectClean(page, 'light');
  });

  test.each(['light', 'dark'] as const)('record, writing, outbox and settings (%s)', async (colorScheme) => {
    const page = await open('index.html');
    await page.emulateMedia({ colorScheme });
    await settled(page);
    await place(page, 'Dossier');
    await expectClean(page, `find-${colorScheme}`);
    await page.keyboard.type('dur');
    await page.getByRole('option', { name: /DURAND/ }).click();
    await page.getByText('Échographie').waitFor();
    await expectClean(page, `record-${colorScheme}`);
    await page.getByText('analyses suivies').click();
    await page.getByRole('heading', { name: 'TSH' }).waitFor();
    await expectClean(page, `trends-${colorScheme}`);
    await page.getByRole('heading', { name: 'INR' }).scrollIntoViewIfNeeded();
    await expectClean(page, `trends-long-${colorScheme}`);
    await page.keyboard.press('r');
    await page.getByText('Le document apparaît ici').waitFor();
    await page.keyboard.type('levo');
    await page.getByRole('option', { name: /LEVOTHYROX 25/ }).waitFor();
    await expectClean(page, `drugs-${colorScheme}`);
    await page.keyboard.press('Enter');
    await page.getByText('Indiquez la posologie').waitFor();
    await page.keyboard.type('1 comprimé le matin à jeun, 30 minutes avant le petit-déjeuner');
    await page.getByText('Indiquez la posologie').waitFor({ state: 'detached' });
    await page.getByText('1 comprimé le matin à jeun').waitFor({ state: 'attached' });
    await page.waitForTimeout(500);
    await expectClean(page, `writing-${colorScheme}`);
    await page.keyboard.press('Control+Enter');
    await page.getByText('Ordonnance signée', { exact: true }).waitFor();
    await expectClean(page, `signed-${colorScheme}`);
    await place(page, 'Envois');
    await page.getByText('à vérifier').first().waitFor();
    await expectClean(page, `outbox-${colorScheme}`);
    await place(page, 'Réglages');
    await expectClean(page, `settings-${colorScheme}`);
  });

  test.each(['empty', 'failing', 'slow'] as const)('%s: each place says so', async (scenario) => {
    const page = await open(`index.html?scenario=${scenario}`);
    await page.waitForTimeout(700);
    await expectClean(page, `reception-${scenario}`);
    await place(page, 'Envois');
    await page.waitForTimeout(400);
    await expectClean(page, `outbox-${scenario}`);
  });

  test('the PIN window and the passphrase window', async () => {
    const ask = (page: string, question: unknown) =>
      `${page}.html?secret=${encodeURIComponent(JSON.stringify(question))}`;
    const pin = await open(
      ask('pin', {
        holder: 'Dr Camille DOCTEUR-FICTIF',
        triesLeft: 1,
        lastWrong: true,
        reason: 'Signer une ordonnance.',
      }),
      440,
      360,
    );
    await pin.getByLabel('Code porteur').waitFor();
    await expectClean(pin, 'pin');
    await pin.keyboard.type('12a34');
    await pin.keyboard.press('Enter');
    await expect.poll(() => pin.evaluate(() => document.documentElement.dataset.answered)).toBe('1234');
    await opened?.close();
    const phrase = await open(ask('passphrase', { mode: 'create', wrong: false }), 440, 460);
    await phrase.getByLabel('Phrase secrète').waitFor();
    await expectClean(phrase, 'passphrase');
  });
});
