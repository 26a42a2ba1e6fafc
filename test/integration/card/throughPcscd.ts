// Runs inside the namespace of pcscd.test.ts: one line of JSON a step. argv: the bundled card process.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Channel, forkedChannel } from '../../../src/main/card/channel';
import { createCardDesk } from '../../../src/main/card/desk';
import { openReader } from '../../../src/main/card/openReader';
import type { CardState, PinEntry } from '../../../src/main/card/port';
import { toHex } from '../../../src/main/card/recognise';
import {
  createCps3,
  createCps4,
  createUnknownCard,
  createVitale2,
  type InsertedCard,
  insertIntoVpcd,
  type VirtualCard,
} from '../../../src/sandbox/cards';
import { fixedClock } from '../../../src/shared/clock';
import { jsonLog } from '../../../src/shared/log';
import type { Professional, SigningUse } from '../../../src/shared/professional/professional';
import { fictiveCps } from '../../unit/card/fictive';

const program = process.argv[2]!;
const log = jsonLog(
  (line) => process.stderr.write(`${line}\n`),
  () => new Date(),
);
let processes = 0;
let current: Channel | null = null;
const spawn = () => {
  processes++;
  current = forkedChannel(program)();
  return current;
};
const reader = openReader({ reader: { kind: 'pcsc' } }, { log, spawn, apduMs: 1_500 });
const atrs: string[] = [];
reader.watch((event) => {
  if (event.type === 'card-inserted') atrs.push(toHex(event.atr));
});
const codes: string[] = [];
const asked: number[] = [];
const pin: PinEntry = {
  async ask({ triesLeft }) {
    asked.push(triesLeft);
    return codes.shift() ?? null;
  },
};
const desk = createCardDesk({ reader, pin, log, clock: fixedClock('2026-11-23T10:00:00Z') });

const equal = (actual: unknown, wanted: unknown, what: string) => {
  if (!isDeepStrictEqual(actual, wanted))
    throw new Error(`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(wanted)}`);
};
const reach = (wanted: (state: CardState) => boolean, ms = 15_000): Promise<number> => {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`stays at ${JSON.stringify(desk.state())}`)), ms);
    const look = () => {
      if (!wanted(desk.state())) return;
      clearTimeout(timer);
      off();
      resolve(performance.now() - start);
    };
    const off = desk.onChange(look);
    look();
  });
};
const holder = (): Professional => {
  const found = desk.professional();
  if (!found.ok) throw new Error(found.error.code);
  return found.value;
};
const codeOf = (result: { ok: boolean; error?: { code: string; detail?: string } }) =>
  result.ok ? 'ok' : result.error?.code;

/** `openssl dgst -verify`: an implementation that is not ours nor Node's. */
function opensslVerifies(certificate: Uint8Array, data: Uint8Array, signature: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'colloque-card-'));
  try {
    writeFileSync(join(folder, 'c.der'), certificate);
    writeFileSync(join(folder, 'data'), data);
    writeFileSync(join(folder, 'sig'), signature);
    const openssl = (...args: string[]) =>
      execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    writeFileSync(
      join(folder, 'key'),
      openssl('x509', '-inform', 'DER', '-in', 'c.der', '-pubkey', '-noout'),
    );
    return openssl('dgst', '-sha256', '-verify', 'key', '-signature', 'sig', 'data').trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

let failed = false;
async function step(title: string, work: () => Promise<void>): Promise<void> {
  let detail = '';
  await work().catch((e: unknown) => {
    detail = e instanceof Error ? e.message : JSON.stringify(e);
    failed = true;
  });
  process.stdout.write(`${JSON.stringify({ title, ok: detail === '', detail })}\n`);
}

let inserted: InsertedCard | null = null;
const insert = async (card: VirtualCard) => {
  inserted = await insertIntoVpcd(card);
};
const eject = async () => {
  await inserted?.eject();
  await reach((s) => s.readers.every((r) => r.kind === null));
};
const data = Buffer.from('Ce document est signé par une carte fictive.');
const content = await fictiveCps();

async function sign(use: SigningUse): Promise<void> {
  const signed = await holder().sign(use, data);
  if (!signed.ok) throw new Error(`${signed.error.code} ${signed.error.detail ?? ''}`);
  equal(opensslVerifies(content.certificates[use], data, signed.value), 'Verified OK', 'openssl');
}

await reach((s) => s.readers.length > 0);
let first: Professional | null = null;

await step('the ATR of an inserted CPS3 arrives', async () => {
  await insert(createCps3(content));
  await reach((s) => s.readers.some((r) => r.kind === 'cps3'));
  equal(atrs, ['3BAC00402A001225006480000310009000'], 'ATR');
});
await step('the professional is read without the PIN', async () => {
  await reach((s) => s.holder !== null);
  first = holder();
  const { nationalId, familyName, givenName, speciality } = first.identity;
  equal(
    [nationalId, familyName, givenName, speciality],
    ['899700000120', 'DOCTEUR-FICTIF', 'CAMILLE', 'SM26'],
    'identity',
  );
  equal(desk.state().triesLeft, 3, 'tries');
});
await step('a wrong code leaves two tries, then one, then the gesture ends', async () => {
  codes.push('0000', '1111', '2222');
  equal(codeOf(await holder().sign('signature', data)), 'pin-last-try', 'result');
  equal([asked, desk.state().triesLeft], [[3, 2], 1], 'tries');
  codes.length = 0;
});
await step('the authentication key of the CPS signs, OpenSSL verifies', async () => {
  codes.push('1234');
  await sign('authentication');
  equal([asked.at(-1), desk.state().triesLeft, desk.state().pinVerified], [1, 3, true], 'PIN');
});
await step('the signature key of the CPS signs, OpenSSL verifies', async () => {
  await sign('signature');
  equal(holder().identity.situations.length, 2, 'situations');
});
await step('removal is on screen within a second', async () => {
  const gone = reach((s) => s.holder === null, 5_000);
  await inserted?.eject();
  const ms = await gone;
  if (ms >= 1_000) throw new Error(`${ms} ms`);
});
await step('signing without the card asks for it', async () => {
  const refused = await first!.sign('signature', data);
  equal(codeOf(refused), 'card-removed', 'result');
});
await step('another card does not sign for the first holder', async () => {
  const before = asked.length;
  await insert(createCps3({ ...content, serial: '26005678' }));
  await reach((s) => s.holder !== null);
  equal(codeOf(await first!.sign('signature', data)), 'card-changed', 'result');
  equal(asked.length, before, 'questions');
  await eject();
});
await step('a CPS4 signs with both keys', async () => {
  await insert(createCps4(content));
  await reach((s) => s.holder !== null);
  codes.push('1234');
  await sign('signature');
  await sign('authentication');
  await eject();
});
await step('a Vitale 2 and an unknown card are shown as such', async () => {
  await insert(createVitale2());
  await reach((s) => s.readers.some((r) => r.kind === 'vitale2'));
  await eject();
  await insert(createUnknownCard());
  await reach((s) => s.readers.some((r) => r.kind === 'unknown'));
  await eject();
});
await step('a mute card: the process is killed, the caller is told, nothing freezes', async () => {
  const before = processes;
  let longest = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 20);
  await insert(createCps3({ ...content, muteAfter: 10 }));
  await reach((s) => s.failure?.code === 'card-mute');
  for (let i = 0; i < 100 && processes === before; i++) await new Promise((later) => setTimeout(later, 20));
  clearInterval(beat);
  equal(processes > before, true, 'new card process');
  if (longest > 500) throw new Error(`frozen for ${longest} ms`);
});
await step('after a mute card, the next one is read', async () => {
  await eject();
  await insert(createCps3(content));
  await reach((s) => s.holder !== null);
  codes.push('1234');
  await sign('signature');
  await eject();
});
await step('a card pulled in the middle of a command is a typed failure', async () => {
  await insert(createCps3({ ...content, removeAfter: (apdu) => apdu[1] === 0x2a }));
  await reach((s) => s.holder !== null);
  codes.push('1234');
  const refused = await holder().sign('signature', data);
  equal(['card-removed', 'card-communication'].includes(codeOf(refused) ?? ''), true, `${codeOf(refused)}`);
  await reach((s) => s.holder === null);
});
await step('a card process that dies is started again, the card in place works on', async () => {
  await insert(createCps3(content));
  await reach((s) => s.holder !== null);
  const before = processes;
  current?.kill();
  for (let i = 0; i < 100 && processes === before; i++) await new Promise((later) => setTimeout(later, 20));
  await new Promise((later) => setTimeout(later, 800));
  codes.push('1234');
  await sign('authentication');
  equal(processes, before + 1, 'card processes');
});
await desk.close();
process.exit(failed ? 1 : 0);
