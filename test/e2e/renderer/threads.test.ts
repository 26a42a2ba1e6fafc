import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterEach, describe, expect, test } from 'vitest';
import { type OpenedPage, openPage } from './openPage';

const pictures = process.env.COLLOQUE_PICTURES;
if (pictures) mkdirSync(pictures, { recursive: true });

let opened: OpenedPage | null = null;
afterEach(async () => {
  expect(opened?.complaints).toEqual([]);
  await opened?.close();
  opened = null;
});
const open = async (...args: Parameters<typeof openPage>) => {
  opened = await openPage(...args);
  return opened.page;
};
const picture = (page: Page, name: string) =>
  pictures ? page.screenshot({ path: join(pictures, `${name}.png`) }) : undefined;

describe('versions of a report, by keyboard', () => {
  test('a corrected report says so in its line and opens on what changed, old value struck beside the new one; V goes to the replaced version, where nothing is filed', async () => {
    const page = await open('index.html');
    await page.getByText('Même identité').waitFor();
    const line = page.locator('.row', { hasText: 'LE GALL' });
    expect(await line.textContent()).toContain('corrigé, v2');
    await page.keyboard.press('j');
    const difference = page.getByRole('region', { name: 'Ce que cette version change' });
    await difference.waitFor();
    expect(await difference.locator('h3').textContent()).toBe(
      'Ce qui change depuis la version 1 du 21/11/2026, que le cabinet a acquittée',
    );
    expect(await difference.locator('tbody tr').allInnerTexts()).toMatchObject([
      expect.stringContaining('valeur modifiée'),
      expect.stringContaining('annulé'),
      expect.stringContaining('ajouté'),
    ]);
    expect(await difference.locator('tbody tr').first().locator('del').textContent()).toContain('3,1');
    const top = async (selector: string) => (await page.locator(selector).first().boundingBox())!.y;
    expect(await top('.difference')).toBeLessThan(await top('.document'));
    await picture(page, 'thread-difference');
    const before = await page.locator('.row').count();
    await page.keyboard.press('v');
    await page.getByText('Version 1 remplacée').waitFor();
    await page.getByText('Une version plus récente').waitFor();
    expect(await page.getByRole('button', { name: /^Classer/ }).count()).toBe(0);
    await picture(page, 'thread-older');
    await page.keyboard.press('e');
    await page.keyboard.press('Escape');
    await difference.waitFor();
    expect(await page.locator('.row').count()).toBe(before);
  });

  test('a document opened in the record says where it came from and what its laboratory changed; U takes it out, Z brings it back', async () => {
    const page = await open('index.html');
    await page.getByText('Même identité').waitFor();
    await page.keyboard.press('d');
    await page.locator('.document-line', { hasText: 'version 2' }).click();
    const life = page.getByRole('region', { name: 'Provenance et versions' });
    await life.waitFor();
    expect(await life.textContent()).toMatch(/reçu par MSSanté le .* \(Biolab Rennes\), vu au DMP le /);
    expect(await life.locator('tbody tr').count()).toBe(2);
    await picture(page, 'thread-record');
    await page.keyboard.press('u');
    await page.getByText('Retiré du dossier').waitFor();
    expect(await page.locator('.document-line').count()).toBeGreaterThan(0);
    await page.keyboard.press('z');
    await page.getByText('Geste annulé').waitFor();
  });
});

test('D in the record asks the DMP; arrows choose, Enter brings what is not here and opens it', async () => {
  const page = await open('index.html');
  await page.getByText('Même identité').waitFor();
  await page.keyboard.press('d');
  await page.locator('.document-line').first().waitFor();
  await page.keyboard.press('d');
  const shelf = page.getByRole('list', { name: 'Documents du DMP' });
  await shelf.waitFor();
  const lines = await shelf.locator('li').allTextContents();
  expect(lines[0]).toContain('Récupérer');
  expect(lines[1]).toContain('déjà au dossier');
  expect(lines[3]).toContain('classé dans un autre dossier : MARTIN Camille');
  await picture(page, 'dmp-shelf');
  await shelf.locator('button').nth(1).focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.getByText('Rapporté du DMP et classé dans ce dossier.').waitFor();
  await page.getByRole('region', { name: 'Document du dossier' }).waitFor();
  // Back on the same shelf: the DMP is not asked again by itself.
  await page.keyboard.press('Escape');
  await shelf.waitFor();
});
