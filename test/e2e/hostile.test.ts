import { mkdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start';
import { openApp, type RunningApp, root, temporaryFolder } from '../support/app';
import { hostileMessages } from '../support/hostileMessages';

const folder = temporaryFolder('hostile');
const pictures = join(root, 'out', 'hostile');
let sandbox: Sandbox;
let running: RunningApp;
let page: Page;
let trap: Server;
/** What reached the address that every hostile document names. */
const reached: string[] = [];
/** What a page asked of the outside, and what the policy had to refuse: a shown document asks for nothing. */
const asked: string[] = [];
let messages: Awaited<ReturnType<typeof hostileMessages>>;

const row = (title: string) => page.locator('.row', { hasText: title });
const isOurs = (url: string) => /^(app:\/\/colloque\/|blob:app:\/\/colloque\/|data:|devtools:)/.test(url);

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  trap = createServer((request, response) => {
    reached.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((done) => trap.listen(0, '127.0.0.1', done));
  messages = await hostileMessages(`http://127.0.0.1:${(trap.address() as AddressInfo).port}`);
  sandbox = await startSandbox({ stateDir: join(folder.path, 'sandbox'), morning: false });
  for (const { bytes } of messages) await sandbox.operator.deliver(sandbox.configuration.mss.address, bytes);
  running = await openApp({
    data: join(folder.path, 'practice'),
    configuration: sandbox.configuration,
    size: { width: 1440, height: 900 },
  });
  page = running.window;
  page.setDefaultTimeout(30_000);
  page.on('request', (r) => !isOurs(r.url()) && asked.push(r.url()));
  page.on('console', (m) => /Content Security Policy|Refused to/i.test(m.text()) && asked.push(m.text()));
  page.on('pageerror', (e) => asked.push(String(e)));
  page.on('dialog', (d) => {
    asked.push(`dialog: ${d.message()}`);
    void d.dismiss();
  });
  await page
    .locator('.row')
    .nth(messages.filter((m) => m.lines > 0).length - 1)
    .waitFor({ timeout: 60_000 });
}, 120_000);

afterAll(async () => {
  await running?.close();
  await sandbox?.close();
  trap?.close();
  folder.remove();
});

async function open(title: string) {
  await row(title).first().click();
  await page.locator('.row.on', { hasText: title }).waitFor();
  await page.locator('.detail[aria-busy=false] .document-title, .detail .unreadable').first().waitFor();
}

describe('E-REC-08 hostile documents shown in the window', () => {
  test('each opens by its line, in its text, its PDF and its message, and nothing leaves', async () => {
    for (const [i, { title, lines }] of messages.entries()) {
      if (lines === 0) continue;
      await open(title);
      for (const key of ['t', 'o', 'm']) {
        await page.keyboard.press(key);
        if (key === 'o' && title === 'PDF actif') await page.locator('.detail canvas').first().waitFor();
        await page.waitForTimeout(150);
      }
      await page.keyboard.press('t');
      await page.screenshot({ path: join(pictures, `${String(i + 1).padStart(2, '0')}.png`) });
    }
    expect(asked).toEqual([]);
    expect(reached).toEqual([]);
    expect(page.url()).toMatch(/^app:\/\/colloque\//);
    expect(running.app.windows()).toHaveLength(1);
  });

  test('the fences of main had nothing to refuse: no request, no navigation, no window', () => {
    const log = readFileSync(join(folder.path, 'practice', 'colloque.log'), 'utf8');
    expect(log).not.toBe('');
    expect(log.split('\n').filter((line) => /"window\.[a-z]+-refused"/.test(line))).toEqual([]);
  });

  test('no element but ours stands in the page', async () => {
    await open('Texte piégé');
    await page.keyboard.press('t');
    const foreign = await page.evaluate(() => {
      const shown = document.querySelector('.detail')!;
      const active = 'script,iframe,object,embed,link,meta,style,form,video,audio,base,a[href]';
      const handlers = [...shown.querySelectorAll('*')].flatMap((e) =>
        e.getAttributeNames().filter((n) => n.startsWith('on')),
      );
      const pictures = [...shown.querySelectorAll('img')].filter(
        (e) => !e.src.startsWith('blob:app://colloque/'),
      );
      return [shown.querySelectorAll(active).length, handlers.length, pictures.length];
    });
    expect(foreign).toEqual([0, 0, 0]);
  });

  test('a link is words: a click on it goes nowhere', async () => {
    await open('Texte piégé');
    await page.keyboard.press('t');
    for (const link of await page.locator('.n-link').all()) await link.click();
    expect(running.app.windows()).toHaveLength(1);
    expect(page.url()).toMatch(/^app:\/\/colloque\//);
    expect(reached).toEqual([]);
  });

  test('a text that would turn its direction is read in its order, with a mark', async () => {
    await open('Sens retourné');
    const text = (await page.locator('body').textContent()) ?? '';
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(text).toContain('Sens retourné \ufffd21,5');
    expect(await page.locator('.banner-name').textContent()).toContain('DURAND\ufffd');
  });

  test('very long names leave the buttons and the next lines in reach', async () => {
    await open('Nom sans fin');
    const act = await page.getByRole('button', { name: /Autre patient/ }).boundingBox();
    const traits = await page.locator('.banner dt').last().boundingBox();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    expect(act!.y + act!.height).toBeLessThanOrEqual(900);
    expect(traits!.y).toBeLessThan(450);
    await page.keyboard.press('j');
    await page.locator('.row.on').waitFor();
  });
});

test('E-REC-08 what is refused is a line with its reason, and its bytes can still be kept', async () => {
  await page.getByText(/^Illisibles/).click();
  for (const { title, refused } of messages.filter((m) => m.refused)) {
    await open(title);
    const text = await page.locator('.detail').textContent();
    expect(text).toContain(refused!);
    expect(text).toMatch(/d’origine|Demandez|Signalez/);
  }
});
