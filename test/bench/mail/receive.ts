// The product's side of the mail bench, in a process of its own so that its memory is its own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createIntake } from '../../../src/main/inbox/intake';
import { createWorkerReader } from '../../../src/main/inbox/workerReader';
import { createMailbox } from '../../../src/main/mss/mailbox';
import { watchMail } from '../../../src/main/practice/mail';
import type { Means } from '../../../src/main/practice/means';
import { openStore } from '../../../src/main/store/store';
import { systemClock } from '../../../src/shared/clock';
import type { Configuration } from '../../../src/shared/configuration';
import { randomIds } from '../../../src/shared/ids';
import { silentLog } from '../../../src/shared/log';

interface Order {
  store: string;
  worker: string;
  mss: Configuration['mss'];
  trust: string[];
  client: { certificate: string; key: string };
  count: number;
  queries: string[];
}

const order = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Order;
const opened = await openStore({ path: join(order.store, 'practice.db'), key: new Uint8Array(32).fill(7) });
if (!opened.ok) throw new Error(opened.error.code);
const store = opened.value;
const clock = systemClock;
const reader = createWorkerReader(order.worker);
const intake = createIntake({ store, read: reader.read, clock, ids: randomIds, log: silentLog, insOids: [] });
const mailbox = createMailbox(order, { clock, log: silentLog });
const means = {
  store,
  mailbox,
  configuration: order,
  log: silentLog,
  changed: () => {},
  services: { mss: null },
};
const start = performance.now();
const watch = await watchMail(means as unknown as Means, intake);
const kept = async () =>
  (
    await store.db
      .selectFrom('mail_copies')
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n;
while ((await kept()) < order.count) await new Promise((resolve) => setTimeout(resolve, 50));
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage();
const cpu = (user + system) / 1e6;
const found: Record<string, string[]> = {};
for (const query of order.queries) {
  const items = await store.search.find('item', query, order.count);
  const rows = await store.db
    .selectFrom('inbox_items as i')
    .innerJoin('messages as m', 'm.id', 'i.message_id')
    .select('m.message_id as id')
    .where('i.id', 'in', items)
    .execute();
  found[query] = [...new Set(rows.map((row) => row.id!.replace(/^<|>$/g, '')))].sort();
}
await watch.stop();
const state = await store.db
  .selectFrom('messages')
  .select(['state', (e) => e.fn.countAll<number>().as('n')])
  .groupBy('state')
  .execute();
await reader.close();
await store.close();
const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024;
process.stdout.write(`${JSON.stringify({ seconds, cpu, peak, found, state })}\n`);
process.exit(0);
