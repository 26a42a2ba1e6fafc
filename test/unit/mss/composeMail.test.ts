import { describe, expect, test } from 'vitest';
import { composeMail } from '../../../src/main/mss/composeMail';
import type { OutgoingMail } from '../../../src/main/mss/port';

const sender = { address: 'cabinet@exemple.mssante.fr', displayName: 'Dr_Camille_DOCTEUR-FICTIF_Cabinet' };
const mail = (change: Partial<OutgoingMail> = {}): OutgoingMail => ({
  messageId: '<3f0c@exemple.mssante.fr>',
  date: new Date('2026-11-23T08:00:00Z'),
  to: { address: 'ami@hopital.mssante.fr', name: 'Zoé' },
  subject: 'Résultats',
  text: 'Bonjour',
  headers: {},
  attachments: [],
  ...change,
});

describe('E-MSS-14 nothing may slip a header or a recipient into a mail', () => {
  const evil = 'x\r\nBcc: <voleur@exemple.fr>';
  test.each<[string, Partial<OutgoingMail>]>([
    ['subject', { subject: evil }],
    ['recipient name', { to: { address: 'ami@hopital.mssante.fr', name: evil } }],
    [
      'recipient address',
      { to: { address: `ami@hopital.mssante.fr>\r\nRCPT TO:<voleur@exemple.fr`, name: null } },
    ],
    ['two recipients', { to: { address: 'a@b.fr, c@d.fr', name: null } }],
    ['header value', { headers: { 'X-MSS-MES': evil } }],
    ['bare line feed', { headers: { 'X-MSS-MES': 'FIN\nBcc: x@y.fr' } }],
    ['header name', { headers: { 'X:Bcc': 'FIN' } }],
    ['a header of our own', { headers: { bCc: 'voleur@exemple.fr' } }],
    ['second From', { headers: { From: 'autre@exemple.fr' } }],
    ['Message-ID', { messageId: '<a@b>\r\nBcc: x@y.fr' }],
    ['Message-ID without brackets', { messageId: 'a@b.fr' }],
    [
      'file name',
      {
        attachments: [{ fileName: 'a\r\nX: y.pdf', mediaType: 'application/pdf', bytes: new Uint8Array(1) }],
      },
    ],
    [
      'media type',
      { attachments: [{ fileName: 'a', mediaType: 'application/pdf\r\nX: y', bytes: new Uint8Array(1) }] },
    ],
    ['Unicode line separator', { subject: 'a\u2028b' }],
  ])('%s', async (_, change) => {
    expect(await composeMail(mail(change), sender)).toMatchObject({
      ok: false,
      error: { code: 'mss-invalid', retry: 'never' },
    });
  });

  test('the sender is judged as well', async () => {
    expect((await composeMail(mail(), { ...sender, displayName: evil })).ok).toBe(false);
    expect((await composeMail(mail(), { ...sender, address: 'a b@c.fr' })).ok).toBe(false);
  });
});

test('E-MSS-10 the Message-ID is the one given, once, with the date in RFC 5322 form', async () => {
  const composed = await composeMail(mail(), sender);
  const text = composed.ok ? composed.value.bytes.toString('latin1') : '';
  expect(text.match(/^Message-ID: .*$/gim)).toEqual(['Message-ID: <3f0c@exemple.mssante.fr>']);
  expect(text).toMatch(/^Date: Mon, 23 Nov 2026 08:00:00 \+0000\r$/m);
});

test('the same mail gives the same bytes, with attachments too', async () => {
  const one = mail({
    attachments: [{ fileName: 'é.pdf', mediaType: 'application/pdf', bytes: new Uint8Array(5) }],
  });
  expect(await composeMail(one, sender)).toEqual(await composeMail(one, sender));
});
