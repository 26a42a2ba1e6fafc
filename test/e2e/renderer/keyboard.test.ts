import type { Page } from 'playwright';
import { afterEach, describe, expect, test } from 'vitest';
import { type OpenedPage, openPage } from './openPage';

let opened: OpenedPage | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});
const open = async (...args: Parameters<typeof openPage>) => {
  opened = await openPage(...args);
  return opened.page;
};

const rows = (page: Page) => page.locator('.row').count();
const certain = (page: Page) => page.getByText('Même identité').waitFor();

describe('triage by keyboard, in the real window', () => {
  test('E files and goes to the next, Z takes it back', async () => {
    const page = await open('index.html');
    await certain(page);
    const before = await rows(page);
    await page.keyboard.press('e');
    await page.getByText('Classé dans le dossier de DURAND.').waitFor();
    expect(await rows(page)).toBe(before - 1);
    await expect.poll(() => page.locator('.banner-name').textContent()).toContain('LE GALL');
    await page.keyboard.press('z');
    await page.getByText('Geste annulé').waitFor();
    await expect.poll(() => rows(page)).toBe(before);
  });

  test('E does nothing where identity is uncertain', async () => {
    const page = await open('index.html');
    await certain(page);
    await page.locator('.row', { hasText: 'MARTIN' }).click();
    await page.getByText('à vous de choisir').waitFor();
    const before = await rows(page);
    await page.keyboard.press('e');
    await page.waitForTimeout(150);
    expect(await rows(page)).toBe(before);
  });

  test('letters typed in a field act on nothing; Esc gives the keyboard back', async () => {
    const page = await open('index.html');
    await certain(page);
    await page.keyboard.press('f');
    await page.keyboard.type('eeezu');
    await page.getByText('Rien ne correspond').waitFor();
    expect(await page.locator('.notice').count()).toBe(0);
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
  });

  test('J, K and arrows move, O shows the original, Esc comes back', async () => {
    const page = await open('index.html');
    await certain(page);
    await page.keyboard.press('j');
    await expect.poll(() => page.locator('.banner-name').textContent()).toContain('LE GALL');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => page.locator('.banner-name').textContent()).toContain('DURAND');
    await page.keyboard.press('o');
    await page.locator('.pdf-page canvas').first().waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.results').waitFor();
  });

  test('another patient is searched, chosen and filed without the mouse', async () => {
    const page = await open('index.html');
    await certain(page);
    await page.keyboard.press('p');
    await page.getByRole('combobox', { name: 'Classer sous' }).waitFor();
    await page.keyboard.type('ben');
    await page.locator('.choice', { hasText: 'BENALI' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Classé dans le dossier de BENALI.').waitFor();
  });

  test('five thousand rows cost a few dozen elements, and the last is one scroll away', async () => {
    const page = await open('index.html?scenario=crowd');
    await page.locator('.row').first().waitFor();
    expect(await rows(page)).toBeLessThan(60);
    await page.locator('.rows').evaluate((e) => e.scrollTo(0, e.scrollHeight));
    await page.getByText('FICTIF Patient 4999').waitFor();
    expect(await rows(page)).toBeLessThan(60);
  });

  test('thirty certain documents are filed in under a minute by one key', async () => {
    const page = await open('index.html?scenario=crowd');
    await page.locator('.row').first().waitFor();
    const begun = Date.now();
    let filed = 0;
    while (filed < 30) {
      await page.locator('.detail[aria-busy=false] .banner-name').waitFor();
      if ((await page.locator('.identity.certain').count()) > 0) {
        const count = await page.locator('.worklist .chip.toggle').first().textContent();
        await page.keyboard.press('e');
        await expect.poll(() => page.locator('.worklist .chip.toggle').first().textContent()).not.toBe(count);
        filed += 1;
      } else {
        const name = await page.locator('.row.on .row-who').textContent();
        await page.keyboard.press('j');
        await expect.poll(() => page.locator('.row.on .row-who').textContent()).not.toBe(name);
      }
    }
    expect(Date.now() - begun).toBeLessThan(60_000);
  });

  test('a draft is kept when one leaves the place', async () => {
    const page = await open('index.html');
    await certain(page);
    await page.keyboard.press('d');
    await page.getByText('Échographie').waitFor();
    await page.keyboard.press('r');
    await page.keyboard.type('doli');
    await page.getByRole('option', { name: /DOLIPRANE/ }).waitFor();
    await page.keyboard.press('Shift+Enter');
    await page.getByText('paracétamol 1 g, comprimé').waitFor();
    await page.keyboard.press('Alt+1');
    await certain(page);
    await page.keyboard.press('Alt+4');
    await page.getByText('paracétamol 1 g, comprimé').waitFor();
  });
});
