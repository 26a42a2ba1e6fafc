import { afterEach, expect, test } from 'vitest';
import { type OpenedPage, openPage } from './openPage';

const opened: OpenedPage[] = [];
afterEach(async () => {
  for (const page of opened.splice(0)) await page.close();
});

test('what another mail client did is said on the document and on its message; marking as read is turned off by one box', async () => {
  const window = await openPage('index.html');
  opened.push(window);
  const { page } = window;
  await page.locator('.row').first().waitFor();
  const said = /Message lu dans une autre messagerie, déplacé vers «\u202fArchives\u202f»\./;
  await page.getByText('NFS, ferritine').first().waitFor();
  expect(await page.getByText(said).count()).toBe(0);
  await page.getByRole('option', { name: /BENALI/ }).click();
  await page.getByText(said).waitFor();
  await page.screenshot({ path: 'out/elsewhere-item.png' });
  await page.keyboard.press('m');
  await page.getByText('Dans la boîte').waitFor();
  await page.keyboard.press('Alt+5');
  const box = page.getByRole('checkbox', { name: /Marquer comme lu/ });
  await box.waitFor();
  expect(await box.isChecked()).toBe(true);
  await box.focus();
  await page.keyboard.press('Space');
  expect(await box.isChecked()).toBe(false);
  await page.screenshot({ path: 'out/elsewhere-settings.png' });
  expect(window.complaints).toEqual([]);
});
