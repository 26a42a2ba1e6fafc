import PostalMime from 'postal-mime';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Operator } from '../../../src/sandbox/mss/operator';
import { type Identity, type TestIgc, testIgc } from './certificates';
import { COLLEAGUE, DOCTOR, mail, mailboxOf, operatorOf, PATIENT, subjectOf, until, watching } from './house';

let igc: TestIgc;
let structure: Identity;
let operator: Operator;
const ends: (() => Promise<unknown>)[] = [];
const client = () => ({ trust: [igc.ca], client: structure });
const start = async (options: Parameters<typeof operatorOf>[1] = {}) => {
  operator = await operatorOf(igc, options);
  ends.push(() => operator.stop());
  return mailboxOf(operator, client());
};

beforeAll(async () => {
  igc = await testIgc();
  structure = await igc.issue({ subject: 'CN=CABINET FICTIF, OU=499700000012001' });
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

describe.each(['starttls', 'implicit'] as const)('sending over %s', (security) => {
  test('E-MSS-10 E-MSS-11 E-MSS-12 E-MSS-14 E-MSS-23 the mail arrives as it was given', async () => {
    const mailbox = await start({ security });
    const bytes = crypto.getRandomValues(new Uint8Array(60_000));
    const sent = mail({
      headers: {
        'In-Reply-To': '<avant@hopital.mssante.fr>',
        References: '<origine@hopital.mssante.fr> <avant@hopital.mssante.fr>',
        'Reply-To': DOCTOR,
        'X-MSS-MES': 'FIN',
        'X-MSS-INS': 'O',
        'Disposition-Notification-To': DOCTOR,
        'Return-Receipt-To': DOCTOR,
      },
      attachments: [
        { fileName: 'IHE_XDM.zip', mediaType: 'application/zip', bytes },
        {
          fileName: '20261123_Prescription_DURAND_ÉLISE.pdf',
          mediaType: 'application/pdf',
          bytes: new Uint8Array([37, 80]),
        },
      ],
    });
    const receipt = await mailbox.send(sent);
    expect(receipt).toMatchObject({ ok: true, value: { answer: expect.stringMatching(/^250 /) } });
    const [arrived] = await operator.messagesOf(COLLEAGUE);
    const raw = arrived!.raw.toString('latin1');
    const read = await PostalMime.parse(arrived!.raw);
    expect(read).toMatchObject({
      messageId: sent.messageId,
      subject: sent.subject,
      inReplyTo: '<avant@hopital.mssante.fr>',
      references: '<origine@hopital.mssante.fr> <avant@hopital.mssante.fr>',
      from: { address: DOCTOR, name: 'Dr_Camille_DOCTEUR-FICTIF_Cabinet' },
      to: [{ address: COLLEAGUE, name: 'Dr Zoé Exemple' }],
      replyTo: [{ address: DOCTOR }],
    });
    expect(read.text?.trim()).toBe(sent.text.trim());
    expect(raw.split('\r\n\r\n')[0]).not.toMatch(/[\x80-\xff]/);
    expect(raw).toMatch(/^Subject: =\?UTF-8\?[QB]\?/m);
    expect(raw).toMatch(/Content-Type: text\/plain; charset=utf-8/i);
    for (const [name, value] of Object.entries({ 'x-mss-mes': 'FIN', 'x-mss-ins': 'O' }))
      expect(read.headers).toContainEqual(expect.objectContaining({ key: name, value }));
    for (const name of ['disposition-notification-to', 'return-receipt-to'])
      expect(read.headers.find((h) => h.key === name)?.value).toContain(DOCTOR);
    expect(Buffer.from(read.attachments[0]!.content as ArrayBuffer).equals(Buffer.from(bytes))).toBe(true);
    expect(read.attachments.map((a) => [a.filename, a.mimeType])).toEqual([
      ['IHE_XDM.zip', 'application/zip'],
      ['20261123_Prescription_DURAND_ÉLISE.pdf', 'application/pdf'],
    ]);
  });
});

test('the copy is kept once in the folder marked Sent, and a delivery report comes back', async () => {
  const mailbox = await start();
  const sent = mail();
  expect((await mailbox.send(sent)).ok).toBe(true);
  expect(await mailbox.wasSent(sent.messageId)).toEqual({ ok: true, value: true });
  expect(await mailbox.wasSent('<jamais@cabinet.mssante.fr>')).toEqual({ ok: true, value: null });
  const watched = watching(mailbox, null);
  await until(() => watched.messages.length === 1);
  await watched.stop();
  const report = Buffer.from(watched.messages[0]!.bytes).toString('latin1');
  expect(report).toMatch(/multipart\/report; report-type=delivery-status/);
  expect(report).toContain(`In-Reply-To: ${sent.messageId}`);
  expect(report).toMatch(/Action: delivered/);
});

test('a mail to a patient without Mon espace santé comes back as a report; an open profile receives it', async () => {
  const mailbox = await start();
  for (const address of [PATIENT, '199017512345678@patient.mssante.fr', '111111111111111@patient.mssante.fr'])
    expect((await mailbox.send(mail({ to: { address, name: null } }))).ok).toBe(true);
  expect(await operator.messagesOf(PATIENT)).toHaveLength(1);
  const reports = (await operator.messagesOf(DOCTOR)).map((m) => m.raw.toString('latin1'));
  expect(reports.map((r) => /^Status: (.*)\r$/m.exec(r)?.[1])).toEqual(['2.0.0', '5.2.1', '5.1.1']);
});

test('a lost final answer is mss-unknown; the report that follows proves that it left', async () => {
  const mailbox = await start();
  operator.setFault({ dropBeforeFinalAnswer: true });
  const sent = mail();
  const outcome = await mailbox.send(sent);
  expect(outcome).toMatchObject({ ok: false, error: { code: 'mss-unknown', retry: 'human' } });
  expect(operator.submissions(sent.messageId)).toBe(1);
  operator.setFault({});
  expect(await mailbox.wasSent(sent.messageId)).toEqual({ ok: true, value: true });
});

test('a line cut while the message is under way is safe to try again', async () => {
  const mailbox = await start();
  operator.setFault({ dropSmtpAfterBytes: 200_000 });
  const sent = mail({
    attachments: [
      { fileName: 'a.bin', mediaType: 'application/octet-stream', bytes: new Uint8Array(8_000_000) },
    ],
  });
  const outcome = await mailbox.send(sent);
  expect(outcome).toMatchObject({ ok: false, error: { code: 'mss-interrupted', retry: 'later' } });
  expect(operator.submissions(sent.messageId)).toBe(0);
});

test('the same mail tried twice is the same bytes', async () => {
  const mailbox = await start();
  const sent = mail({
    attachments: [{ fileName: 'a.pdf', mediaType: 'application/pdf', bytes: new Uint8Array(100) }],
  });
  await mailbox.send(sent);
  await mailbox.send(sent);
  const [one, two] = await operator.messagesOf(COLLEAGUE);
  expect(one!.raw.equals(two!.raw)).toBe(true);
  expect(operator.submissions(sent.messageId)).toBe(2);
});

test.each([
  [
    'unknown mailbox',
    { to: { address: 'personne@hopital.mssante.fr', name: null } },
    'mss-recipient-refused',
  ],
  ['outside the trusted space', { to: { address: 'ami@exemple.com', name: null } }, 'mss-recipient-refused'],
])('a recipient refused by the operator: %s', async (_, change, code) => {
  const mailbox = await start();
  expect(await mailbox.send(mail(change))).toMatchObject({ ok: false, error: { code, retry: 'human' } });
});

test('the size the operator announces is checked before the message is sent', async () => {
  const mailbox = await start({ sizeLimit: 50_000 });
  const attachment = (size: number) => [
    { fileName: 'a.bin', mediaType: 'application/pdf', bytes: new Uint8Array(size) },
  ];
  expect((await mailbox.send(mail({ attachments: attachment(30_000) }))).ok).toBe(true);
  const refused = mail({ attachments: attachment(40_000) });
  expect(await mailbox.send(refused)).toMatchObject({
    ok: false,
    error: { code: 'mss-too-large', retry: 'human' },
  });
  expect(operator.submissions(refused.messageId)).toBe(0);
});

test('a failing copy to Sent does not turn a sent mail into a failure', async () => {
  await start();
  const dead = { ...operator.imap, port: 1 };
  const mailbox = mailboxOf({ imap: dead, smtp: operator.smtp }, client());
  expect((await mailbox.send(mail())).ok).toBe(true);
  expect(subjectOf({ bytes: (await operator.messagesOf(COLLEAGUE))[0]!.raw })).toMatch(/^=\?UTF-8/);
});

test('the mailbox of another is refused to a certificate that names its holder', async () => {
  await start();
  const personal = await igc.issue({ subject: 'CN=Quelqu’un', names: [{ type: 'email', value: COLLEAGUE }] });
  const mailbox = mailboxOf(operator, { trust: [igc.ca], client: personal });
  expect(await mailbox.send(mail())).toMatchObject({ ok: false, error: { code: 'mss-login-refused' } });
  expect(await mailbox.wasSent('<a@b.fr>')).toMatchObject({
    ok: false,
    error: { code: 'mss-login-refused' },
  });
});

test('XOAUTH2: the token opens the mailbox, and its refusal is a login refused', async () => {
  await start({ acceptToken: (address, token) => address === DOCTOR && token === 'bon' });
  const withToken = (value: string) =>
    mailboxOf(operator, client(), { token: async () => ({ ok: true, value }) }, { auth: 'xoauth2' });
  expect((await withToken('bon').send(mail())).ok).toBe(true);
  expect(await withToken('mauvais').send(mail())).toMatchObject({
    ok: false,
    error: { code: 'mss-login-refused' },
  });
  const none = mailboxOf(operator, client(), {}, { auth: 'xoauth2' });
  expect(await none.send(mail())).toMatchObject({
    ok: false,
    error: { code: 'mss-no-token', retry: 'human' },
  });
});
