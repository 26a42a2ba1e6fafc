// A worklist of 10³, 10⁴, 10⁵ rows: what main answers, then the real window scrolled and walked by key, against bare rows in a bare page.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { _electron, type Page } from 'playwright';
import { listInbox } from '../../src/main/inbox/list';
import type { Store } from '../../src/main/store/store';
import { inboxQuerySchema } from '../../src/shared/contract/inbox';
import {
  cleanEnvironment,
  electronProgram,
  openApp,
  temporaryFolder,
  waitsForPlaywright,
} from '../support/app';
import { offlineConfiguration } from '../support/configuration';
import { prepareStore } from '../support/readyPractice';
import { median } from './peer';

const SIZES = [1_000, 10_000, 100_000];
const KEYS = 300;
const STEPS = 240;
const say = (text: string) => process.stdout.write(`${text}\n`);
const folder = temporaryFolder('bench-worklist');

/** Rows as different as a practice's: 18 kinds of words, 40 senders, one in nine abnormal, one in ten unsure. */
async function fill(store: Store, size: number): Promise<void> {
  await sql`INSERT INTO blobs VALUES ('b', 1, x'01')`.execute(store.db);
  await sql`
    INSERT INTO messages (id, sha256, channel, received_at, stored_at, state, from_name, from_address, subject, body)
    VALUES ('m', 'b', 'mss', '', '', 'read', '', '', '', '')`.execute(store.db);
  await sql`
    INSERT INTO inbox_items (id, message_id, revision, state, acknowledged, is_read, auto_filed, received_at, kind,
      title, summary, sender, patient_name, verdict, abnormal, critical, commented, warnings, patient_key, sender_key)
    WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${size})
    SELECT 'i' || i, 'm', 1, 'to-file', 0, i % 3 > 0, 0,
      strftime('%Y-%m-%dT%H:%M:%fZ', 1780000000 - i * 300, 'unixepoch'),
      CASE i % 4 WHEN 0 THEN 'imaging' WHEN 1 THEN 'letter' ELSE 'biology' END,
      'Compte rendu', 'Ferritine, TSH, hémoglobine, et 5 autres', 'Laboratoire fictif ' || (i % 40),
      'FICTIF-' || ((i * 7919) % 100003) || ' Patient', CASE WHEN i % 10 = 0 THEN 'proposed' ELSE 'certain' END,
      CASE WHEN i % 9 = 0 THEN 2 ELSE 0 END, i % 90 = 0, 0, '[]',
      'FICTIF' || ((i * 7919) % 100003), 'LABORATOIREFICTIF' || (i % 40)
    FROM n`.execute(store.db);
}

async function answers(store: Store, size: number): Promise<void> {
  const ask = (over: object) => listInbox(store, inboxQuerySchema.parse(over), new Date());
  const time = async (over: object) => {
    await ask(over);
    const times: number[] = [];
    for (let i = 0; i < 7; i++) {
      const start = performance.now();
      await ask(over);
      times.push(performance.now() - start);
    }
    return median(times).toFixed(1);
  };
  const bare = async () => {
    const start = performance.now();
    await sql`SELECT * FROM inbox_items ORDER BY received_at DESC`.execute(store.db);
    return (performance.now() - start).toFixed(1);
  };
  const deep = Math.floor(size * 0.9);
  const first = await ask({});
  const { n } = (await sql<{ n: number }>`SELECT count(*) AS n FROM inbox_items`.execute(store.db)).rows[0]!;
  if (first.total !== n) throw new Error('the list and the base do not count alike');
  say(
    `liste ${String(size).padStart(6)}     haut ${await time({})}  autour d’un document ${await time({ around: `i${deep}` })}  ` +
      `par patient ${await time({ sort: 'patient', descending: false, from: deep })}  ` +
      `anormaux d’un expéditeur ${await time({ abnormalOnly: true, sender: 'fictif 7' })} ms ; toutes les lignes, nues, ${await bare()} ms`,
  );
}

interface Window {
  scroll: { longest: number; frames: number[] };
  keys: number[];
}

/** Scrolls from end to end, then walks down by key; what the page itself saw of it. */
async function measure(page: Page, scroller: string): Promise<Window> {
  const scroll = await page.evaluate(
    async ([selector, steps]) => {
      const element = document.querySelector(selector)!;
      let longest = 0;
      const observer = new PerformanceObserver((list) => {
        for (const e of list.getEntries()) longest = Math.max(longest, e.duration);
      });
      observer.observe({ entryTypes: ['longtask'] });
      const frames: number[] = [];
      let last = performance.now();
      for (let i = 0; i <= steps; i++) {
        // Down in leaps, then line by line as a wheel does.
        element.scrollTop = i % 2 ? (element.scrollHeight * i) / steps : element.scrollTop + 120;
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        frames.push(now - last);
        last = now;
      }
      await new Promise((done) => setTimeout(done, 300));
      observer.disconnect();
      element.scrollTop = 0;
      return { longest, frames };
    },
    [scroller, STEPS] as const,
  );
  await page.waitForTimeout(800);
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { keyTimes: seen });
    addEventListener(
      'keydown',
      (e) => {
        const pressed = e.timeStamp;
        // The frame after the one in which the key was handled has been painted with its effect.
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => seen.push(performance.now() - pressed);
          channel.port2.postMessage(null);
        });
      },
      true,
    );
  });
  for (let i = 0; i < KEYS; i++) {
    await page.keyboard.press('j');
    await page.waitForTimeout(30);
  }
  const keys = await page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes);
  if (keys.length !== KEYS) throw new Error('not every key was painted');
  return { scroll, keys };
}

const percentile = (times: number[], p: number) =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * p) - 1]!;
const words = ({ scroll, keys }: Window) =>
  `défilement : tâche la plus longue ${scroll.longest === 0 ? 'sous 50' : scroll.longest.toFixed(0)} ms, image p99 ${percentile(scroll.frames, 0.99).toFixed(0)} ms ; ` +
  `touche → image p50 ${percentile(keys, 0.5).toFixed(0)} ms, p99 ${percentile(keys, 0.99).toFixed(0)} ms`;

/** The same number of rows, two lines each, as plain HTML drawn where it is seen; nothing is asked, opened or checked. */
async function bareRows(count: number): Promise<Window> {
  const blank = join(folder.path, 'bare');
  mkdirSync(blank, { recursive: true });
  writeFileSync(join(blank, 'package.json'), '{"type":"module","main":"main.js"}');
  writeFileSync(
    join(blank, 'index.html'),
    `<style>body{margin:0}#s{height:100vh;overflow:auto}#i{position:relative;height:${count * 60}px}.r{position:absolute;height:60px}.on{background:#cde}</style><div id=s><div id=i></div></div>
     <script>let at=0,first=-1;const s=document.querySelector('#s'),inner=document.querySelector('#i');
     function draw(){const f=Math.floor(s.scrollTop/60);first=f;let h='';for(let i=f;i<Math.min(${count},f+24);i++)h+='<div class="r '+(i===at?'on':'')+'" style="top:'+i*60+'px"><b>FICTIF-'+i+' Patient</b><p>Ferritine, TSH, hémoglobine — Laboratoire '+(i%40)+'</p></div>';inner.innerHTML=h}
     s.addEventListener('scroll',draw);addEventListener('keydown',()=>{at++;if((at+2)*60>s.scrollTop+s.clientHeight)s.scrollTop=(at+2)*60-s.clientHeight;draw()});draw()</script>`,
  );
  writeFileSync(
    join(blank, 'main.js'),
    `import { app, BrowserWindow } from 'electron';
     void app.whenReady().then(() => new BrowserWindow({ width: 1440, height: 900 }).loadFile('index.html'));`,
  );
  const app = await _electron.launch({
    executablePath: electronProgram,
    args: [...waitsForPlaywright, '--no-sandbox', blank],
    env: cleanEnvironment(),
  });
  const page = await app.firstWindow();
  await page.locator('.r').first().waitFor();
  await page.waitForTimeout(2_000);
  const seen = await measure(page, '#s');
  await app.close();
  return seen;
}

let data = '';
for (const size of SIZES) {
  data = join(folder.path, `practice-${size}`);
  await prepareStore(data, async (store) => {
    await fill(store, size);
    await answers(store, size);
  });
}
const running = await openApp({
  data,
  configuration: offlineConfiguration(),
  size: { width: 1440, height: 900 },
});
await running.window.locator('.row').first().waitFor();
await running.window.waitForTimeout(2_000);
const ours = await measure(running.window, '.rows');
await running.close();
const theirs = await bareRows(SIZES.at(-1)!);
say(`fenêtre 100 000  ${words(ours)}`);
say(`  lignes nues    ${words(theirs)}`);
folder.remove();
