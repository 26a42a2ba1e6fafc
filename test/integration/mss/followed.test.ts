import type { ImapFlow } from 'imapflow';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { marksWait } from '../../../src/main/inbox/copies';
import { followed } from '../../../src/main/mss/flags';
import type { Configuration } from '../../../src/shared/configuration';
import { type Identity, type TestIgc, testIgc } from './certificates';
import { debianMail, whyNoDebianMail } from './debian';
import { COLLEAGUE, DOCTOR, mailboxOf, operatorOf, rawMail, until } from './house';
import { otherClient, practiceMail } from './practiceMail';

/** A mailbox server, each test with its own messages. */
interface Server {
  imap: Configuration['mss']['imap'];
  deliver(raw: string): Promise<void>;
  renumber(): Promise<void>;
  stop(): Promise<void>;
}

let igc: TestIgc;
let doctor: Identity;
beforeAll(async () => {
  igc = await testIgc();
  doctor = await igc.issue({ subject: `CN=${DOCTOR}` });
});

async function sandbox(): Promise<Server> {
  const operator = await operatorOf(igc);
  return {
    imap: operator.imap,
    deliver: (raw) => operator.deliver(DOCTOR, raw),
    renumber: async () => operator.resetUidValidity(DOCTOR),
    stop: () => operator.stop(),
  };
}

const dovecot = (capability?: string) => async (): Promise<Server> => {
  const mail = await debianMail(igc, doctor, [DOCTOR, COLLEAGUE], 9_000_000, capability);
  return {
    imap: mail.imaps,
    deliver: (raw) => mail.deliver(DOCTOR, raw),
    renumber: () => mail.renumber(DOCTOR),
    stop: () => mail.stop(),
  };
};

const noDebian = whyNoDebianMail();
const skipped = noDebian ? ` (skipped: ${noDebian})` : '';
const servers: [string, () => Promise<Server>, boolean, boolean][] = [
  ['the bac à sable', sandbox, false, false],
  [`Dovecot with CONDSTORE${skipped}`, dovecot(), noDebian !== null, true],
  [
    `Dovecot without CONDSTORE${skipped}`,
    dovecot('IMAP4rev1 SASL-IR LITERAL+ IDLE UIDPLUS MOVE NAMESPACE SPECIAL-USE'),
    noDebian !== null,
    false,
  ],
];

/** A walk that can be walked again. */
function walk(seed: number): () => number {
  let state = seed * 2654435761;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const READ = 'lu dans une autre messagerie';
const ARCHIVED = 'déplacé vers «\u202fArchives\u202f»';
const BINNED = 'mis à la corbeille de la boîte';
const DELETED = 'supprimé de la boîte';

for (const [name, start, skip, keepsModSeqs] of servers) {
  describe.skipIf(skip)(`the same mailbox open in another client, at ${name}`, () => {
    let server: Server;
    let practice: Awaited<ReturnType<typeof practiceMail>>;
    let other: ImapFlow;
    let round = 0;
    const called = (subject: string) => `${subject}-${round}`;
    const deliver = async (...subjects: string[]) => {
      for (const subject of subjects) await server.deliver(rawMail(called(subject)));
    };
    const mailbox = () =>
      mailboxOf({ imap: server.imap, smtp: server.imap }, { trust: [igc.ca], client: doctor });
    const has = async (subject: string, ...words: string[]) => {
      const said = await practice.elsewhere(called(subject));
      return JSON.stringify(said) === JSON.stringify(words);
    };
    /** The UIDs of a subject in the folder the other client has open. */
    const uidsOf = async (subject: string): Promise<string> => {
      await other.noop();
      const found = await other.search({ header: { subject: called(subject) } }, { uid: true });
      return (found || []).join(',');
    };
    const received = (...subjects: string[]) =>
      until(async () => {
        for (const subject of subjects) if (!(await practice.itemOf(called(subject)))) return false;
        return true;
      });

    beforeAll(async () => {
      server = await start();
    });
    afterAll(() => server?.stop());
    beforeEach(async () => {
      round += 1;
      practice = await practiceMail(mailbox());
      other = await otherClient(server.imap, igc, doctor);
    });
    afterEach(async () => {
      other.close();
      await practice.stop();
    });

    test('read, answered or flagged there is said here; the line stays unread and to file here', async () => {
      await deliver('compte-rendu');
      await received('compte-rendu');
      expect(await practice.elsewhere(called('compte-rendu'))).toEqual([]);
      const before = await practice.itemOf(called('compte-rendu'));
      await other.messageFlagsAdd(await uidsOf('compte-rendu'), ['\\Seen', '\\Answered'], { uid: true });
      await until(() => has('compte-rendu', READ, 'répondu dans une autre messagerie'));
      expect(await practice.itemOf(called('compte-rendu'))).toEqual(before);
      expect(before).toMatchObject({ is_read: 0 });
      await other.messageFlagsRemove(await uidsOf('compte-rendu'), ['\\Seen', '\\Answered'], { uid: true });
      await until(() => has('compte-rendu'));
    });

    test('read here is marked there once; what others set stays, and their second thought is not fought', async () => {
      await deliver('lu-ici', 'pas-lu');
      await received('lu-ici', 'pas-lu');
      const uid = await uidsOf('lu-ici');
      await other.messageFlagsAdd(uid, ['\\Flagged', 'Urgent'], { uid: true });
      await practice.open(called('lu-ici'));
      practice.watch.look();
      const flags = async (range: string) => {
        const message = await other.fetchOne(range, { flags: true }, { uid: true });
        return message ? [...(message.flags ?? [])].filter((f) => f !== '\\Recent').sort() : null;
      };
      await until(async () => (await flags(uid))?.includes('\\Seen') ?? false);
      expect(await flags(uid)).toEqual(expect.arrayContaining(['\\Flagged', '\\Seen']));
      expect(await flags(await uidsOf('pas-lu'))).toEqual([]);
      // It was us: nobody else read it.
      await until(() => has('lu-ici', 'marqué d’un drapeau'));
      await other.messageFlagsRemove(uid, ['\\Seen', '\\Flagged'], { uid: true });
      await until(() => has('lu-ici'));
      practice.watch.look();
      await practice.open(called('lu-ici'));
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(await flags(uid)).not.toContain('\\Seen');
    });

    test('moved to the archives, to the bin, and back: said each time, one line all along', async () => {
      await deliver('voyageur', 'jete');
      await received('voyageur', 'jete');
      await other.messageMove(await uidsOf('voyageur'), 'Archives', { uid: true });
      await other.messageMove(await uidsOf('jete'), 'Corbeille', { uid: true });
      await until(() => has('voyageur', ARCHIVED));
      await until(() => has('jete', BINNED));
      await other.mailboxOpen('Archives');
      await other.messageMove(await uidsOf('voyageur'), 'INBOX', { uid: true });
      await until(() => has('voyageur'));
      expect(
        await practice.subjects().then((all) => all.filter((s) => s === called('voyageur'))),
      ).toHaveLength(1);
    });

    test('deleted there: the message, its line and its bytes stay here', async () => {
      await deliver('efface');
      await received('efface');
      const item = await practice.itemOf(called('efface'));
      const uid = await uidsOf('efface');
      await other.messageFlagsAdd(uid, ['\\Deleted'], { uid: true });
      await until(() => has('efface', 'marqué à supprimer dans la boîte'));
      await other.messageFlagsRemove(uid, ['\\Deleted'], { uid: true });
      await until(() => has('efface'));
      await other.messageDelete(uid, { uid: true });
      await until(() => has('efface', DELETED));
      expect(await practice.itemOf(called('efface'))).toEqual(item);
      const kept = await practice.store.db
        .selectFrom('messages as m')
        .innerJoin('blobs as b', 'b.sha256', 'm.sha256')
        .select('b.bytes')
        .where('m.id', '=', item!.message)
        .executeTakeFirstOrThrow();
      expect(Buffer.from(kept.bytes).toString()).toContain(`Subject: ${called('efface')}`);
    });

    test('delivered twice is one message here, in the box as long as one copy is', async () => {
      await deliver('double', 'double');
      await received('double');
      await until(async () => (await uidsOf('double')).includes(','));
      const [first] = (await uidsOf('double')).split(',');
      await other.messageDelete(first!, { uid: true });
      await deliver('apres');
      await received('apres');
      expect(await practice.elsewhere(called('double'))).toEqual([]);
      await other.messageDelete(await uidsOf('double'), { uid: true });
      await until(() => has('double', DELETED));
      expect(await practice.subjects().then((all) => all.filter((s) => s === called('double')))).toHaveLength(
        1,
      );
    });

    test('after a renumbering each message is recognised, and the one that went meanwhile is told', async () => {
      await deliver('reste', 'parti');
      await received('reste', 'parti');
      await other.messageFlagsAdd(await uidsOf('reste'), ['\\Seen'], { uid: true });
      await until(() => has('reste', READ));
      const all = await practice.subjects();
      const before = await practice.cursor();
      await practice.stop();
      await other.messageDelete(await uidsOf('parti'), { uid: true });
      await server.renumber();
      practice = await practiceMail(mailbox(), practice.path);
      await until(() => has('parti', DELETED));
      expect(await practice.elsewhere(called('reste'))).toEqual([READ]);
      expect(await practice.subjects()).toEqual(all);
      expect((await practice.cursor()).uid_validity).not.toBe(before.uid_validity);
      if (keepsModSeqs) await until(async () => (await practice.cursor()).mod_seq !== null);
      else expect((await practice.cursor()).mod_seq).toBeNull();
    });

    test('what others did while Colloque was closed is followed when it opens again', async () => {
      await deliver('garde', 'lu-la-nuit', 'range-la-nuit', 'efface-la-nuit');
      await received('garde', 'lu-la-nuit', 'range-la-nuit', 'efface-la-nuit');
      await practice.open(called('garde'));
      await practice.stop();
      await other.messageFlagsAdd(await uidsOf('lu-la-nuit'), ['\\Seen'], { uid: true });
      await other.messageMove(await uidsOf('range-la-nuit'), 'Archives', { uid: true });
      await other.messageDelete(await uidsOf('efface-la-nuit'), { uid: true });
      practice = await practiceMail(mailbox(), practice.path);
      await until(() => has('lu-la-nuit', READ));
      await until(() => has('range-la-nuit', ARCHIVED));
      await until(() => has('efface-la-nuit', DELETED));
      // What was read just before the end is still told to the server.
      await until(async () => {
        const message = await other.fetchOne(await uidsOf('garde'), { flags: true }, { uid: true });
        return message !== false && (message.flags?.has('\\Seen') ?? false);
      });
    });

    test('turned off in the settings, nothing read here is marked there, then or later', async () => {
      await deliver('discret');
      await received('discret');
      const set = (markRead: boolean) =>
        practice.store.db
          .insertInto('settings')
          .values({ name: 'practice', value: JSON.stringify({ markRead }) })
          .onConflict((c) => c.column('name').doUpdateSet({ value: JSON.stringify({ markRead }) }))
          .execute();
      const turn = async () => {
        practice.watch.look();
        await until(async () => !(await marksWait(practice.store)));
      };
      await set(false);
      await practice.open(called('discret'));
      expect(await marksWait(practice.store)).toBe(true);
      await turn();
      await set(true);
      await turn();
      const message = await other.fetchOne(await uidsOf('discret'), { flags: true }, { uid: true });
      expect(message !== false && message.flags?.has('\\Seen')).toBe(false);
    });

    test.each([1, 2])(
      'whatever another client does at the same time, both end up agreeing (walk %i)',
      async (seed) => {
        const random = walk(seed);
        const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
        const names = Array.from({ length: 25 }, (_, i) => `w${seed}-${i}`);
        let delivered = 0;
        for (let step = 0; step < 60; step++) {
          const action = random();
          if (delivered < names.length && action < 0.45) await deliver(names[delivered++]!);
          await other.noop();
          const uids = (await other.search({ all: true }, { uid: true })) || [];
          if (uids.length === 0) continue;
          const uid = String(pick(uids));
          if (action < 0.6)
            await other.messageFlagsAdd(uid, [pick(['\\Seen', '\\Answered', '\\Flagged'])], { uid: true });
          else if (action < 0.75)
            await other.messageFlagsRemove('1:*', [pick(['\\Seen', '\\Flagged'])], { uid: true });
          else if (action < 0.9) await other.messageMove(uid, pick(['Archives', 'Corbeille']), { uid: true });
          else await other.messageDelete(uid, { uid: true });
          if (random() < 0.2) practice.watch.look();
        }
        while (delivered < names.length) await deliver(names[delivered++]!);
        const onServer = async () => {
          await other.noop();
          const rows: string[] = [];
          for await (const m of other.fetch('1:*', { uid: true, flags: true }, { uid: true }))
            rows.push(`${m.uid} ${followed(m.flags).join(' ')}`);
          return rows.sort();
        };
        // An empty box has no « 1:* ».
        await deliver('dernier');
        await received('dernier');
        await until(async () => JSON.stringify(await practice.inbox()) === JSON.stringify(await onServer()));
        // Each message that came is here once, wherever it is there.
        const mine = (await practice.subjects()).filter(
          (s) => s.startsWith(`w${seed}-`) && s.endsWith(`-${round}`),
        );
        expect(new Set(mine).size).toBe(mine.length);
        await until(async () => (await practice.lost()) === 0);
      },
    );
  });
}
