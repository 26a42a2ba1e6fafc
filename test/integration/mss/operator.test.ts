import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { type Identity, type TestIgc, testIgc } from './certificates';
import { COLLEAGUE, DOCTOR, mail, mailboxOf, operatorOf, rawMail, temporaryFolder } from './house';

const python = ['/usr/bin/python3', 'python3'].find(
  (p) => spawnSync(p, ['-c', 'import imaplib, smtplib']).status === 0,
);

let igc: TestIgc;
let structure: Identity;
const ends: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  igc = await testIgc();
  structure = await igc.issue({ subject: 'CN=CABINET FICTIF, OU=499700000012001' });
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const multipart = [
  'Subject: deux parties',
  'Message-ID: <parts@test>',
  'Content-Type: multipart/mixed; boundary="b"',
  '',
  '--b',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'bonjour',
  '--b',
  'Content-Type: application/pdf; name="a.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  'JVBERg==',
  '--b--',
  '',
].join('\r\n');

// skipped when Python is absent: it is the outside judge of our IMAP and SMTP servers
test.skipIf(!python)('Python’s imaplib and smtplib find an ordinary operator', async () => {
  const operator = await operatorOf(igc);
  ends.push(() => operator.stop());
  await operator.deliver(DOCTOR, multipart);
  const dir = temporaryFolder();
  const path = (name: string, content: string) => {
    writeFileSync(join(dir, name), content);
    return join(dir, name);
  };
  const where = {
    address: DOCTOR,
    to: COLLEAGUE,
    imap: operator.imap.port,
    smtp: operator.smtp.port,
    ca: path('ca.pem', igc.ca),
    certificate: path('client.pem', structure.certificate),
    key: path('client.key', structure.key),
  };
  const saw = await judge(JSON.stringify(where));
  expect(saw).toMatchObject({
    authInClear: 530,
    starttls: 220,
    size: String(25 * 1024 * 1024),
    mailBeforeLogin: 530,
    auth: 235,
    refused: { 'x@gmail.com': 550 },
    otherSender: 553,
    loginInClear: true,
    capabilities: ['AUTH=EXTERNAL', 'ID', 'IMAP4REV1', 'LITERAL+', 'LOGINDISABLED', 'SASL-IR'],
    folders: [
      '(\\HasNoChildren \\Archive) "/" "Archives"',
      '(\\HasNoChildren \\Drafts) "/" "Brouillons"',
      '(\\HasNoChildren \\Sent) "/" "Envoy&AOk-s"',
      '(\\HasNoChildren \\Trash) "/" "Corbeille"',
      '(\\HasNoChildren) "/" "INBOX"',
    ],
    namespace: '(("" "/")) NIL NIL',
    status: '"INBOX" (MESSAGES 1 UNSEEN 1 UIDNEXT 2)',
    append: ['OK', '[APPENDUID'],
    count: 2,
    search: '2',
    same: true,
    partial: '=?utf-8?',
    fields: 'Message-ID: <append@judge>\r\n\r\n',
    part: 'JVBERg==',
    unseenBefore: 2,
    unseenAfter: 1,
    copy: 'OK',
    move: 'OK',
    afterMove: '1',
    // The 2 is the MOVE just before, which imaplib tells with the next answer.
    expunge: ['2', '1'],
    readonly: '1',
    readonlyStore: 'NO',
    bad: true,
    logout: 'BYE',
  });
  expect(saw.meta).toMatch(
    /UID 2 FLAGS \(\\Flagged\) INTERNALDATE " 3-Nov-2026 08:00:00 \+0000" RFC822\.SIZE \d+ BODY\[\]/,
  );
  expect(saw.envelope).toContain('(("A, B" NIL "a" "b.fr"))');
  expect(saw.structure).toContain(
    '(("text" "plain" ("charset" "utf-8") NIL NIL "7bit" 7 0)("application" "pdf" ("name" "a.pdf") NIL NIL "base64" 8) "mixed")',
  );
  expect(saw.store).toMatch(/FLAGS \(\\Flagged \\Seen \\Answered\)/);
  const [arrived] = await operator.messagesOf(COLLEAGUE);
  expect(arrived!.raw.toString()).toBe(
    'Subject: dots\r\nMessage-ID: <dots@judge>\r\n\r\n.one\r\n..two\r\nlast\r\n',
  );
});

test('mail, flags and UIDs stand after a restart of the operator', async () => {
  const dir = temporaryFolder();
  const first = await operatorOf(igc, { dir });
  await first.deliver(DOCTOR, rawMail('a'));
  const mailbox = mailboxOf(first, { trust: [igc.ca], client: structure });
  const sent = mail();
  await mailbox.send(sent);
  const before = await first.messagesOf(DOCTOR);
  await first.stop();
  const second = await operatorOf(igc, { dir });
  ends.push(() => second.stop());
  expect(await second.messagesOf(DOCTOR)).toEqual(before);
  expect(await mailboxOf(second, { trust: [igc.ca], client: structure }).wasSent(sent.messageId)).toEqual({
    ok: true,
    value: true,
  });
  await second.deliver(DOCTOR, rawMail('b'));
  expect((await second.messagesOf(DOCTOR)).at(-1)!.uid).toBe(before.at(-1)!.uid + 1);
});

function judge(where: string): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const child = spawn(python!, [join(import.meta.dirname, 'judge.py'), where]);
    let [out, complaint] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk));
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk));
    child.once('close', (code) => (code === 0 ? resolve(JSON.parse(out)) : reject(new Error(complaint))));
  });
}
