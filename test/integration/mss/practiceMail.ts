import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import { doneElsewhere } from '../../../src/main/inbox/elsewhere';
import { createIntake, type Intake } from '../../../src/main/inbox/intake';
import { openItem } from '../../../src/main/inbox/open';
import { readMessage } from '../../../src/main/inbox/readMessage';
import { actOf } from '../../../src/main/journal/act';
import { speakExternal } from '../../../src/main/mss/external';
import type { Mailbox } from '../../../src/main/mss/port';
import { watchMail } from '../../../src/main/practice/mail';
import type { Means } from '../../../src/main/practice/means';
import { openStore, type Store } from '../../../src/main/store/store';
import { systemClock } from '../../../src/shared/clock';
import type { Configuration } from '../../../src/shared/configuration';
import { randomIds } from '../../../src/shared/ids';
import { silentLog } from '../../../src/shared/log';
import type { Identity, TestIgc } from './certificates';
import { DOCTOR, temporaryFolder } from './house';

/** The receiving half of a practice: real mailbox, real intake, real store; no card, no window. */
export async function practiceMail(mailbox: Mailbox, path = join(temporaryFolder(), 'practice.db')) {
  const store = await storeAt(path);
  const clock = systemClock;
  const intake: Intake = createIntake({
    store,
    read: readMessage,
    clock,
    ids: randomIds,
    log: silentLog,
    insOids: [],
  });
  const states: Means['services']['mss'][] = [];
  const services = {
    set mss(state: Means['services']['mss']) {
      states.push(state);
    },
  };
  const means = {
    store,
    mailbox,
    configuration: { mss: { address: DOCTOR } },
    log: silentLog,
    changed: () => {},
    services,
  };
  const watch = await watchMail(means as unknown as Means, intake);
  const itemOf = async (subject: string) =>
    store.db
      .selectFrom('inbox_items as i')
      .innerJoin('messages as m', 'm.id', 'i.message_id')
      .select(['i.id', 'i.is_read', 'i.state', 'm.id as message'])
      .where('m.subject', '=', subject)
      .executeTakeFirst();
  const open = async (subject: string) => {
    const item = await itemOf(subject);
    const opened = await openItem(store, actOf('docteur', clock, randomIds), item!.id, []);
    if (!opened.ok) throw new Error(opened.error.code);
    return opened.value;
  };
  let left = false;
  return {
    path,
    store,
    watch,
    states,
    itemOf,
    open,
    /** What the screen would say of a message, without the gesture of opening it. */
    async elsewhere(subject: string): Promise<string[]> {
      const item = await itemOf(subject);
      return item ? doneElsewhere(store.db, item.message) : ['absent'];
    },
    subjects: async () =>
      (await store.db.selectFrom('messages').select('subject').orderBy('subject').execute()).map(
        (m) => m.subject,
      ),
    cursor: () => store.db.selectFrom('mail_cursor').selectAll().executeTakeFirstOrThrow(),
    /** Of the inbox as it is believed to be: `uid flags`. */
    async inbox(): Promise<string[]> {
      const rows = await store.db
        .selectFrom('mail_copies')
        .select(['uid', 'flags'])
        .where('place', '=', 'inbox')
        .execute();
      return rows.map((r) => `${r.uid} ${r.flags}`).sort();
    },
    /** Messages that left the inbox and were not looked for yet. */
    lost: async () =>
      (await store.db.selectFrom('mail_copies').select('uid').where('place', '=', 'left').execute()).length,
    async stop() {
      await watch.stop();
      if (!left) await store.close();
      left = true;
    },
  };
}

const KEY = randomBytes(32);

async function storeAt(path: string): Promise<Store> {
  const store = await openStore({ path, key: KEY });
  if (!store.ok) throw new Error(store.error.code);
  return store.value;
}

/** Another mail client on the same mailbox: the colleague, or the doctor's telephone. */
export async function otherClient(
  imap: Configuration['mss']['imap'],
  igc: TestIgc,
  identity: Identity,
): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: imap.host,
    port: imap.port,
    secure: imap.security === 'implicit',
    ...(imap.security === 'starttls' ? { doSTARTTLS: true } : {}),
    tls: { ca: igc.ca, cert: identity.certificate, key: identity.key },
    auth: { user: DOCTOR, accessToken: 'x' },
    logger: false,
    disableAutoIdle: true,
  });
  client.on('error', () => {});
  speakExternal(client);
  await client.connect();
  await client.mailboxOpen('INBOX');
  return client;
}
