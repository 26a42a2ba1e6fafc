import { mkdirSync, writeFileSync } from 'node:fs';
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

const pictures = join(root, 'out', 'tour');
const state = temporaryFolder('tour-sandbox');
const data = temporaryFolder('tour-practice');
const report: string[] = [];
const COLLEAGUE = 'maelle.kervella@cabinet.mssante.fr';
const DURAND = '286033523801253@patient.mssante.fr';
const PIN = '1234';
let sandbox: RunningSandbox;
let running: RunningApp;
let page: Page;

/** Takes the next numbered picture, and says in the report what it shows. */
async function picture(name: string, says: string, of: Page = page): Promise<void> {
  const file = `${String(report.length + 1).padStart(2, '0')}-${name}.png`;
  await of.screenshot({ path: join(pictures, file) });
  report.push(`${report.length + 1}. **${says}** – \`${file}\``);
}

const control = async (path: string, method: 'GET' | 'POST' = 'GET') => {
  const answer = await fetch(`${sandbox.endpoints.endpoints.control}/${path}`, { method });
  expect(answer.ok, `${method} ${path}`).toBe(true);
  return answer.json();
};

/** What the DMP holds but for the signatures of the lots. */
const deposits = async () => {
  const all = (await control('documents')) as { uniqueId: string; title: string; signature: boolean }[];
  return all.filter((d) => !d.signature);
};
const mails = async (box: string) => ((await control(`mail/${box}`)) as unknown[]).length;
let received = { colleague: 0, patient: 0 };
let before: Awaited<ReturnType<typeof deposits>> = [];

const row = (text: string | RegExp) => page.locator('.row', { hasText: text });

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  sandbox = await startSandboxProcess(state.path);
  running = await openApp({
    data: data.path,
    configuration: sandbox.endpoints.configuration,
    size: { width: 1440, height: 900 },
  });
  page = running.window;
  page.setDefaultTimeout(15_000);
});

afterAll(async () => {
  await running?.close();
  await sandbox?.stop();
  if (report.length > 0) {
    writeFileSync(
      join(pictures, 'report.md'),
      `# La journée d’un médecin, en images\n\n${report.join('\n')}\n`,
    );
  }
  state.remove();
  data.remove();
});

afterEach(async (context) => {
  if (context.task.result?.state === 'fail') await picture('panne', `Échec : ${context.task.name}`);
});

describe('a doctor’s day in the real window, against the bac à sable', () => {
  test('E-REC-01/03 the morning’s mail stands in the worklist, unread first', async () => {
    // Eight messages, seven lines: the corrected INR and what it replaces are one thread.
    await expect.poll(() => page.locator('.row').count(), { timeout: 30_000 }).toBe(7);
    // The first is opened, and thereby read; the others wait.
    expect(await page.locator('.row.unread').count()).toBeGreaterThanOrEqual(6);
    await row('Ferritine, TSH').filter({ hasText: 'DURAND' }).click();
    await page.getByText('Créer le patient').waitFor();
    await picture('reception', 'Le courrier du matin ; un compte rendu de biologie est ouvert');
  });

  test('a patient is created from the report, then found again by her first letters', async () => {
    await page.getByText('Créer le patient').click();
    await page.keyboard.press('Alt+2');
    await page.getByPlaceholder(/Nom, prénom/).fill('dur');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: 'Identité' }).waitFor();
    await picture('dossier-provisoire', 'Le dossier est créé : identité provisoire');
  });

  test('E-INS-24/26 INSi is called with the card, a document is checked: the identity is qualified', async () => {
    const asked = running.app.waitForEvent('window');
    await page.keyboard.press('i');
    const secret = await asked;
    await secret.locator('#pin').waitFor();
    await picture('code-porteur', 'Le code de la carte CPS se tape dans une fenêtre à part', secret);
    expect(await secret.evaluate(() => Object.keys(window).filter((k) => k.startsWith('colloque')))).toEqual([
      'colloqueSecret',
    ]);
    await secret.locator('#pin').fill(PIN);
    await secret.keyboard.press('Enter').catch(() => {});
    const panel = page.getByRole('complementary', { name: 'Identité' });
    await expect.poll(() => panel.textContent(), { timeout: 20_000 }).toContain('récupérée');
    await panel.locator('select').selectOption('CNI');
    await panel.getByText('Traits contrôlés').click();
    await expect.poll(() => panel.textContent()).toContain('qualifiée');
    await picture('ins-qualifiee', 'INSi a répondu, la pièce est contrôlée : INS qualifiée');
  });

  test('E-REC-06 a report for a qualified identity lies in the right record; one key acknowledges it', async () => {
    await control('send/lab-critical', 'POST');
    await page.keyboard.press('Alt+1');
    const fresh = row('critique').filter({ hasText: /DURAND/i });
    await fresh.waitFor({ timeout: 30_000 });
    await fresh.click();
    await page.getByText('Classé automatiquement dans le dossier').waitFor();
    await picture('resultats', 'Un résultat critique : identité certaine, ce qui change d’abord');
    const before = await page.locator('.row').count();
    await page.keyboard.press('e');
    await expect.poll(() => page.locator('.row').count()).toBe(before - 1);
    await page.keyboard.press('z');
    await expect.poll(() => page.locator('.row').count()).toBe(before);
    await fresh.click();
    await page.keyboard.press('e');
    await expect.poll(() => page.locator('.row').count()).toBe(before - 1);
  });

  test('a correspondent is added', async () => {
    await page.keyboard.press('Alt+5');
    await page.getByLabel('Nom du correspondant').fill('Dr Maëlle Kervella');
    await page.getByLabel('Adresse MSSanté').fill(COLLEAGUE);
    await page.getByLabel('Spécialité').fill('Endocrinologie');
    await page.getByRole('button', { name: 'Ajouter' }).click();
    await page.locator('.correspondents li').waitFor();
    await picture('reglages', 'Réglages : un correspondant est ajouté');
  });

  test('an ordonnance is written with the keyboard; the paper stands beside it', async () => {
    await page.keyboard.press('Alt+2');
    await page.getByRole('complementary', { name: 'Identité' }).waitFor();
    await picture('dossier', 'Le dossier : documents, résultats dans le temps, identité');
    await page.keyboard.press('r');
    const search = page.locator('#drug-search');
    await search.fill('levo');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await page
      .locator('#line-0-posology')
      .fill('1 comprimé le matin à jeun, 30 minutes avant le petit-déjeuner');
    await page.locator('#line-0-duration').fill('6 semaines');
    await page.locator('#line-0-substitution').selectOption('MTE');
    await search.fill('para');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Shift+Enter');
    await page.locator('#line-1-posology').fill('1 comprimé si douleur, 3 par jour au plus');
    await page.locator('#line-1-duration').fill('5 jours');
    await page.locator('.destination', { hasText: 'Kervella' }).waitFor();
    const kervella = page.locator('.destination', { hasText: 'Kervella' });
    if ((await kervella.getAttribute('aria-pressed')) !== 'true') await kervella.click();
    await page.locator('canvas').first().waitFor();
    await page.waitForTimeout(1500);
    await picture('ordonnance', 'L’ordonnance et son papier, tel qu’il sera signé');
  });

  test('E-DMP-01, E-MSS-18 one gesture signs and sends it: DMP, colleague and patient; their receipts come back', async () => {
    // Partners of the bac à sable deposit their own documents: ours are counted from here.
    before = await deposits();
    received = { colleague: await mails(COLLEAGUE), patient: await mails(DURAND) };
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'Ordonnance signée' }).waitFor({ timeout: 30_000 });
    await page.keyboard.press('Alt+3');
    await expect.poll(() => page.locator('.leg.sent').count(), { timeout: 60_000 }).toBe(3);
    await expect.poll(() => page.getByText('remis au destinataire').count(), { timeout: 20_000 }).toBe(2);
    await picture('envois', 'Envoyé : DMP, confrère, Mon espace santé, avec leurs accusés');
  });

  test('the DMP holds it once; both mailboxes received it once', async () => {
    const now = await deposits();
    const { title } = now.find((d) => !before.some((b) => b.uniqueId === d.uniqueId))!;
    expect(title).toMatch(/prescription|ordonnance/i);
    expect(now).toHaveLength(before.length + 1);
    expect(await mails(COLLEAGUE)).toBe(received.colleague + 1);
    expect(await mails(DURAND)).toBe(received.patient + 1);
  });

  test('help and palette are made from the same list of keys', async () => {
    await page.keyboard.press('Alt+1');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await picture('aide', 'L’aide, faite du registre des touches');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await picture('palette', 'La palette de commandes');
    await page.keyboard.press('Escape');
  });
});
