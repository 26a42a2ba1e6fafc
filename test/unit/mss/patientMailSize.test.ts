import { expect, test } from 'vitest';
import { createMailbox } from '../../../src/main/mss/mailbox';
import { fixedClock } from '../../../src/shared/clock';
import { silentLog } from '../../../src/shared/log';

/** Nobody listens at port 1: a mail that may leave fails to connect, one that may not never tries. */
const nowhere = { host: '127.0.0.1', port: 1, security: 'implicit' as const };
const mailbox = createMailbox(
  {
    mss: {
      address: 'cabinet@exemple.mssante.fr',
      displayName: 'Cabinet',
      imap: nowhere,
      smtp: nowhere,
      auth: 'certificate',
      allowTls13: false,
    },
    trust: [],
    client: { certificate: '', key: '' },
  },
  { clock: fixedClock('2026-11-23T08:00:00Z'), log: silentLog },
);

const send = async (address: string, attached: number) => {
  const outcome = await mailbox.send({
    messageId: '<1@exemple.mssante.fr>',
    date: new Date('2026-11-23T08:00:00Z'),
    to: { address, name: null },
    subject: 'Document',
    text: 'Bonjour',
    headers: {},
    attachments: [{ fileName: 'a.pdf', mediaType: 'application/pdf', bytes: new Uint8Array(attached) }],
  });
  return outcome.ok ? 'ok' : outcome.error.code;
};

test('E-MES-07 a mail to a patient is held to 25 MB as transmitted, before any connection', async () => {
  // 57 bytes make a line of 76 characters and its end: 18.27 MB attached are 25 MB sent.
  expect(await send('286033523801240@patient.mssante.fr', 18_275_000)).toBe('mss-too-large');
  expect(await send('286033523801240@Patient.MSSante.fr', 18_275_000)).toBe('mss-too-large');
  expect(await send('286033523801240@patient.mssante.fr', 18_255_000)).toBe('mss-unreachable');
  expect(await send('ami@hopital.mssante.fr', 18_275_000)).toBe('mss-unreachable');
});
