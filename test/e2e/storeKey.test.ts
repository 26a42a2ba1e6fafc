import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { afterAll, describe, expect, test } from 'vitest';
import {
  cleanEnvironment,
  electronProgram,
  openApp,
  PASSPHRASE,
  root,
  temporaryFolder,
  waitsForPlaywright,
} from '../support/app';
import { offlineConfiguration } from '../support/configuration';

const folder = temporaryFolder('key');
const noKeychain = ['--password-store=basic'];
const open = () => openApp({ data: folder.path, configuration: offlineConfiguration(), args: noKeychain });

afterAll(() => folder.remove());

/** Starts the application up to its first window, whatever it is. */
async function launch(): Promise<{ app: ElectronApplication; page: Page }> {
  const app = await _electron.launch({
    executablePath: electronProgram,
    args: [
      ...waitsForPlaywright,
      '--no-sandbox',
      `--data=${folder.path}`,
      `--configuration=${join(folder.path, 'configuration.json')}`,
      ...noKeychain,
      root,
    ],
    env: cleanEnvironment(),
  });
  return { app, page: await app.firstWindow() };
}

describe('where the system offers no keychain', () => {
  test('a passphrase is asked, and neither it nor the key is written', async () => {
    const running = await open();
    expect(running.window.url()).toContain('index.html');
    await running.close();
    const key = JSON.parse(readFileSync(join(folder.path, 'key.json'), 'utf8'));
    expect(Object.keys(key).sort()).toEqual(['cost', 'kind', 'salt']);
    expect(key.kind).toBe('passphrase');
    const base = readFileSync(join(folder.path, 'colloque.db'));
    expect(base.subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
  });

  test('a wrong passphrase is asked again, the right one opens', async () => {
    const { app, page } = await launch();
    await page.locator('input[type=password]').first().fill('mauvaise phrase de passe');
    const again = app.waitForEvent('window');
    await page.keyboard.press('Enter').catch(() => {});
    const second = await again;
    await second.locator('[role=alert]').waitFor();
    await second.locator('input[type=password]').first().fill(PASSPHRASE);
    const main = app.waitForEvent('window');
    await second.keyboard.press('Enter').catch(() => {});
    expect((await main).url()).toContain('index.html');
    await app.close();
  });

  test('giving up closes Colloque', async () => {
    const { app, page } = await launch();
    // The key is heard once the page has its field.
    await page.locator('input[type=password]:focus').waitFor();
    const closed = app.waitForEvent('close');
    await page.keyboard.press('Escape').catch(() => {});
    await closed;
  });
});
