import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Identity, type TestIgc, testIgc } from './certificates';
import { type DebianMail, debianMail, whyNoDebianMail } from './debian';
import { COLLEAGUE, DOCTOR, mail, mailboxOf, rawMail, subjectOf, until, watching } from './house';

const why = whyNoDebianMail();
const HEAVY = 'lourd@cabinet.mssante.fr';

describe.skipIf(why !== null)(
  `our client against Dovecot and Postfix${why ? ` (skipped: ${why})` : ''}`,
  () => {
    let igc: TestIgc;
    let client: Identity;
    let heavyClient: Identity;
    let servers: DebianMail;
    const mailbox = (imap: 'imap' | 'imaps' = 'imap') => mailboxOf(at(imap), { trust: [igc.ca], client });
    const at = (imap: 'imap' | 'imaps') => ({ imap: servers[imap], smtp: servers.submission });

    beforeAll(async () => {
      igc = await testIgc();
      client = await igc.issue({ subject: `CN=${DOCTOR}` });
      heavyClient = await igc.issue({ subject: `CN=${HEAVY}` });
      servers = await debianMail(igc, client, [DOCTOR, COLLEAGUE], 9_000_000);
    });
    afterAll(() => servers?.stop());

    test('a mail is sent, kept in Sent, and its delivery report is received over both ways in', async () => {
      const sent = mail({
        attachments: [
          { fileName: 'IHE_XDM.zip', mediaType: 'application/zip', bytes: new Uint8Array(3_000_000).fill(7) },
        ],
      });
      const outcome = await mailbox().send(sent);
      expect(outcome).toMatchObject({ ok: true, value: { answer: expect.stringMatching(/^250 2\.0\.0/) } });
      expect(await mailbox().wasSent(sent.messageId)).toEqual({ ok: true, value: true });
      await until(() => servers.delivered(COLLEAGUE).length === 1);
      expect(servers.delivered(COLLEAGUE)[0]).toContain(`Message-ID: ${sent.messageId}`);
      for (const way of ['imap', 'imaps'] as const) {
        const watched = watching(mailbox(way), null);
        await until(() => watched.messages.length >= 1);
        await watched.stop();
        const report = Buffer.from(watched.messages[0]!.bytes).toString('latin1');
        expect(report).toMatch(/report-type=delivery-status/);
        expect(report).toContain(sent.messageId);
        expect(watched.messages[0]).toMatchObject({ flags: [], uid: 1 });
      }
    });

    test('a message that arrives later is pushed by IDLE', async () => {
      const before = watching(mailbox(), null);
      await until(() => before.messages.length >= 1);
      await before.stop();
      const watched = watching(mailbox(), before.cursors.at(-1)!);
      await until(() => watched.states.some((s) => s.connected));
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect((await mailbox().send(mail({ to: { address: DOCTOR, name: null } }))).ok).toBe(true);
      await until(() => watched.messages.length >= 1);
      await watched.stop();
    });

    test('a message of 210 MB is refused by its size without being brought; memory stays, the queue goes on', async () => {
      const heavy = servers.maildir(HEAVY);
      await servers.deliver(HEAVY, rawMail('avant'));
      const path = join(heavy, 'new', `${Date.now()}.M999999P1.lourd`);
      const file = openSync(path, 'w');
      writeSync(file, rawMail('lourd'));
      ftruncateSync(file, 210 * 1024 * 1024);
      closeSync(file);
      servers.own(HEAVY);
      await servers.deliver(HEAVY, rawMail('apres'));
      const before = process.memoryUsage().rss;
      let peak = before;
      const sampling = setInterval(() => {
        peak = Math.max(peak, process.memoryUsage().rss);
      }, 5);
      const watched = watching(
        mailboxOf(at('imaps'), { trust: [igc.ca], client: heavyClient }, {}, { address: HEAVY }),
        null,
      );
      await until(() => watched.messages.length === 3, 30_000);
      await watched.stop();
      clearInterval(sampling);
      const kept = watched.messages.map((m) => [subjectOf(m), m.refused?.code, m.bytes.length < 100_000]);
      expect(kept.toSorted()).toEqual([
        ['apres', undefined, true],
        ['avant', undefined, true],
        ['lourd', 'mss-received-too-large', true],
      ]);
      expect((peak - before) / 1024 / 1024).toBeLessThan(64);
    });

    test('an unknown recipient and a message too large are refused with their own words', async () => {
      expect(
        await mailbox().send(mail({ to: { address: 'personne@hopital.mssante.fr', name: null } })),
      ).toMatchObject({
        error: { code: 'mss-recipient-refused' },
      });
      const large = mail({
        attachments: [{ fileName: 'a', mediaType: 'application/pdf', bytes: new Uint8Array(8_000_000) }],
      });
      expect(await mailbox().send(large)).toMatchObject({ error: { code: 'mss-too-large' } });
    });

    test('a certificate of another authority is refused as such', async () => {
      const other = await testIgc('AC inconnue');
      const stranger = mailboxOf(
        { imap: servers.imap, smtp: servers.submission },
        { trust: [igc.ca], client: other.server },
      );
      // Dovecot ends the handshake, then refuses the login; Postfix says why.
      expect(await stranger.wasSent('<a@b.fr>')).toMatchObject({
        error: { code: 'mss-login-refused', retry: 'human' },
      });
      expect(await stranger.send(mail())).toMatchObject({
        error: { code: 'mss-client-certificate', retry: 'human' },
      });
    });
  },
);
