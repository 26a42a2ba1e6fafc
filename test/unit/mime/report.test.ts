import { describe, expect, test } from 'vitest';
import { readMail } from '../../../src/main/mime/read';
import { readReport } from '../../../src/main/mime/report';

const lines = (...text: string[]) => new TextEncoder().encode(text.join('\r\n'));

function report(
  action: string,
  { original = true, type = 'multipart/report; report-type=delivery-status' } = {},
) {
  return lines(
    'From: <>',
    'Subject: Rapport',
    `Content-Type: ${type}; boundary="b"`,
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'Votre message…',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; patient.mssante.fr',
    'X-Original-Message-ID: <said@cabinet>',
    '',
    'Final-Recipient: rfc822; colleague@cabinet.mssante.fr',
    `Action: ${action}`,
    'Status: 5.1.1',
    '',
    '--b',
    ...(original
      ? ['Content-Type: text/rfc822-headers', '', 'Subject: x', 'Message-ID: <returned@cabinet>', '']
      : []),
    '--b--',
    '',
  );
}

const read = (bytes: Uint8Array) => {
  const mail = readMail(bytes);
  if (!mail.ok) throw new Error(mail.error.code);
  return readReport(mail.value);
};

describe('a delivery report', () => {
  test('names the mail it speaks of by the returned headers', () => {
    expect(read(report('delivered'))).toEqual({
      messageId: '<returned@cabinet>',
      recipient: 'colleague@cabinet.mssante.fr',
      action: 'delivered',
      status: '5.1.1',
    });
  });
  test('falls back on the Message-ID that the operator repeats', () => {
    expect(read(report('failed', { original: false }))).toMatchObject({
      messageId: '<said@cabinet>',
      action: 'failed',
    });
  });
  test('a delay is nothing final', () => {
    expect(read(report('delayed'))).toMatchObject({ action: 'other' });
  });
  test('an ordinary mail that carries such a part is no report', () => {
    expect(read(report('delivered', { type: 'multipart/mixed' }))).toBeNull();
  });
});
