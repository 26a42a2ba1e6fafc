import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bridge } from '../../src/shared/contract/contract';
import { openApp, type RunningApp, temporaryFolder } from '../support/app';
import { offlineConfiguration } from '../support/configuration';

declare const window: { colloque: Bridge; colloqueSecret?: unknown; require?: unknown; process?: unknown };

const folder = temporaryFolder('window');
let running: RunningApp;
let outside: Server;
let reached = 0;
let address = '';

beforeAll(async () => {
  outside = createServer((_request, response) => {
    reached += 1;
    response.end('out');
  });
  await new Promise<void>((done) => outside.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${(outside.address() as AddressInfo).port}/`;
  running = await openApp({ data: folder.path, configuration: offlineConfiguration() });
});

afterAll(async () => {
  await running?.close();
  outside.close();
  folder.remove();
});

describe('the live window', () => {
  test('is isolated, sandboxed and without Node', async () => {
    const preferences = await running.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]!.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      return contents.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
    const seen = await running.window.evaluate(() => ({
      require: typeof window.require,
      process: typeof window.process,
    }));
    expect(seen).toEqual({ require: 'undefined', process: 'undefined' });
  });

  test('exposes the contract’s two functions and no secret door', async () => {
    const doors = await running.window.evaluate(() => ({
      main: Object.keys(window.colloque).sort(),
      secret: typeof window.colloqueSecret,
    }));
    expect(doors).toEqual({ main: ['call', 'onChanged'], secret: 'undefined' });
  });

  test('is served under its own scheme with a strict policy', async () => {
    expect(running.window.url()).toMatch(/^app:\/\/colloque\//);
    const policy = await running.window.evaluate(async () =>
      (await fetch('app://colloque/index.html')).headers.get('content-security-policy'),
    );
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:/);
  });

  test('refuses an inline script and evaluated text', async () => {
    const ran = await running.window.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.inlineRan = true';
      document.body.append(script);
      // In a later turn: what the debugger itself runs is excused from the policy.
      const evaluated = await new Promise((done) =>
        setTimeout(() => {
          try {
            done(new Function('return true')());
          } catch {
            done(false);
          }
        }),
      );
      return { inline: 'inlineRan' in globalThis, evaluated };
    });
    expect(ran).toEqual({ inline: false, evaluated: false });
  });

  test('reaches nothing outside: fetch, image, frame, socket, navigation and new window', async () => {
    const before = running.window.url();
    await running.window.evaluate(async (url) => {
      await fetch(url).catch(() => {});
      const image = new Image();
      image.src = url;
      const frame = document.createElement('iframe');
      frame.src = url;
      document.body.append(image, frame);
      try {
        new WebSocket(url.replace('http', 'ws'));
      } catch {
        // Refused by the policy.
      }
      navigator.sendBeacon(url, 'x');
      open(url);
      location.href = url;
      await new Promise((done) => setTimeout(done, 500));
    }, address);
    expect(reached).toBe(0);
    expect(running.window.url()).toBe(before);
    expect(running.app.windows()).toHaveLength(1);
  });

  test('has no permission', async () => {
    const answers = await running.window.evaluate(async () => ({
      notification: await Notification.requestPermission(),
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'granted',
        () => 'denied',
      ),
      place: await new Promise((done) =>
        navigator.geolocation.getCurrentPosition(
          () => done('granted'),
          () => done('denied'),
        ),
      ),
    }));
    expect(answers).toEqual({ notification: 'denied', camera: 'denied', place: 'denied' });
  });

  test('an unknown method and a bad request are typed refusals', async () => {
    const answers = await running.window.evaluate(async () => {
      const call = window.colloque.call as (method: string, request: unknown) => Promise<unknown>;
      return [
        await call('store.dump', {}),
        await call('__proto__', {}),
        await call('inbox.open', { itemId: 42 }),
        await call('inbox.open', null),
      ];
    });
    for (const answer of answers) {
      expect(answer).toMatchObject({
        ok: false,
        error: { code: expect.any(String), message: expect.any(String), action: expect.any(String) },
      });
    }
  });
});
