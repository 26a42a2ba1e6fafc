import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMail } from '../../../src/main/mime/read';
import { limits } from '../../../src/shared/limits';

const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const lines = (...l: string[]) => latin1(l.join('\r\n'));
const mail = (bytes: Uint8Array) => {
  const result = readMail(bytes);
  if (!result.ok) throw new Error(`${result.error.code} ${result.error.detail}`);
  return result.value;
};
const codeOf = (bytes: Uint8Array) => {
  const result = readMail(bytes);
  return result.ok ? 'ok' : `${result.error.code} ${result.error.detail}`;
};
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

describe('messages', () => {
  test('E-MSS-22 subject decoded, its XDM prefix hidden from display', () => {
    const m = mail(
      lines(
        'From: =?UTF-8?Q?Laboratoire_des_Charmes?= <labo@mssante.fr>',
        'To: "Dr Docteur" <dr@mssante.fr>, autre@mssante.fr',
        'Subject: XDM/1.0/DDM+=?UTF-8?Q?CR_d=27examens_biologiques_DURAND_=C3=89lise?=',
        'Message-ID: <1@labo>',
        'In-Reply-To: <0@labo>',
        'References: <a@labo> <0@labo>',
        'Date: Mon, 23 Nov 2026 09:41:00 +0100',
        '',
        'Bonjour',
      ),
    );
    expect(m).toMatchObject({
      from: { name: 'Laboratoire des Charmes', address: 'labo@mssante.fr' },
      to: [{ name: 'Dr Docteur', address: 'dr@mssante.fr' }, { address: 'autre@mssante.fr' }],
      subject: "XDM/1.0/DDM+CR d'examens biologiques DURAND Élise",
      displaySubject: "CR d'examens biologiques DURAND Élise",
      announcesXdm: true,
      messageId: '<1@labo>',
      inReplyTo: '<0@labo>',
      references: ['<a@labo>', '<0@labo>'],
      date: '2026-11-23T08:41:00.000Z',
      text: 'Bonjour',
      attachments: [],
    });
  });

  test.each([
    ['8bit', 'Compte rendu d’Élise, 21,5 µg/L, œdème'],
    ['quoted-printable', 'Compte rendu d=E2=80=99=C3=89lise, 21,5 =C2=B5g/L, =\r\n=C5=93d=C3=A8me'],
    ['base64', Buffer.from('Compte rendu d’Élise, 21,5 µg/L, œdème').toString('base64')],
  ])(
    'E-MSS-23 a UTF-8 text in %s and a subject in several encoded words are read letter for letter',
    (encoding, body) => {
      const raw = [
        `Subject: XDM/1.0/DDM+=?UTF-8?B?${Buffer.from('Compte rendu É').toString('base64')}?=`,
        ' =?utf-8?q?LISE_LE_C=C5=92UR_14/03/1986?=',
        'Content-Type: text/plain; charset=utf-8',
        `Content-Transfer-Encoding: ${encoding}`,
        '',
        body,
      ].join('\r\n');
      const m = mail(new Uint8Array(Buffer.from(raw)));
      expect(m.text.trim()).toBe('Compte rendu d’Élise, 21,5 µg/L, œdème');
      expect(m.displaySubject).toBe('Compte rendu ÉLISE LE CŒUR 14/03/1986');
    },
  );

  test.each(['XDM/1.0/DDM CR', 'xdm/1.0/ddm+CR', ' XDM/1.0/DDM+ CR'])(
    'the prefix of « %s » is hidden',
    (s) => {
      expect(mail(lines(`Subject: ${s}`, '', '')).displaySubject).toBe('CR');
    },
  );

  test('the text of a message with HTML beside it is the plain one; of HTML alone, its words', () => {
    const alternative = lines(
      'Subject: x',
      'Content-Type: multipart/alternative; boundary=b',
      '',
      '--b',
      'Content-Type: text/html; charset=utf-8',
      '',
      '<b>html</b>',
      '--b',
      'Content-Type: text/plain; charset=iso-8859-1',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'r=E9sum=E9 =',
      'coup=E9',
      '--b--',
    );
    expect(mail(alternative)).toMatchObject({ text: 'résumé coupé', attachments: [] });
    const html = lines(
      'Content-Type: text/html; charset=utf-8',
      '',
      '<head><title>t</title></head><p>Un&nbsp;mot<br>deux</p><script>alert(1)</script><p>&lt;trois&gt;</p>',
    );
    expect(mail(html).text).toBe('Un mot\ndeux\n<trois>');
  });

  test('attachments keep bytes and names, in every way names are written', () => {
    const zip = Buffer.from([0x50, 0x4b, 3, 4, 0, 255, 10, 13]);
    const part = (disposition: string, type = 'application/zip') => [
      '--b',
      `Content-Type: ${type}`,
      `Content-Disposition: ${disposition}`,
      'Content-Transfer-Encoding: base64',
      '',
      zip.toString('base64'),
    ];
    const m = mail(
      lines(
        'Subject: x',
        'Content-Type: multipart/mixed; boundary="b"',
        '',
        ...part('attachment; filename="IHE_XDM.zip"'),
        ...part("attachment; filename*=UTF-8''r%C3%A9sultat.zip"),
        ...part("attachment; filename*0*=iso-8859-1''%e9t; filename*1=at.zip"),
        ...part('attachment; filename="=?UTF-8?Q?=C3=A9.zip?="'),
        ...part('attachment', 'application/zip; name="type.zip"'),
        ...part('attachment; filename="..\\\\..\\\\C:/evil.zip"'),
        '--b--',
      ),
    );
    expect(m.attachments.map((a) => a.fileName)).toEqual([
      'IHE_XDM.zip',
      'résultat.zip',
      'état.zip',
      'é.zip',
      'type.zip',
      'evil.zip',
    ]);
    for (const a of m.attachments) expect(Buffer.compare(a.bytes, zip)).toBe(0);
  });

  test('a message inside a message is looked into', () => {
    const m = mail(
      lines(
        'Subject: dehors',
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        'Content-Type: message/rfc822',
        '',
        'Subject: dedans',
        'Content-Type: multipart/mixed; boundary=b2',
        '',
        '--b2',
        'Content-Type: application/pdf; name=a.pdf',
        '',
        '%PDF-',
        '--b2--',
        '--b--',
      ),
    );
    expect(m.subject).toBe('dehors');
    expect(m.attachments.map((a) => [a.fileName, text(a.bytes)])).toEqual([['a.pdf', '%PDF-']]);
  });

  test('line feeds alone, a missing last delimiter and a prefix of a boundary lose nothing', () => {
    const m = mail(
      latin1(
        'Subject: x\nContent-Type: multipart/mixed; boundary=b\n\npréambule\n--b\n\nun\n--bb\nencore\n--b  \nContent-Type: text/csv; name=a.csv\n\ndeux',
      ),
    );
    expect(m.text).toBe('un\n--bb\nencore');
    expect(text(m.attachments[0]!.bytes)).toBe('deux');
  });
});

describe('E-REC-08 hostile messages', () => {
  const nested = (depth: number) => {
    const open = Array.from(
      { length: depth },
      (_, i) => `Content-Type: multipart/mixed; boundary=b${i}x\r\n\r\n--b${i}x\r\n`,
    );
    return latin1(`Subject: x\r\n${open.join('')}\r\nfin`);
  };
  test('as deep as the limit is read, one deeper is refused', () => {
    expect(codeOf(nested(limits.mimeDepth))).toBe('ok');
    expect(codeOf(nested(limits.mimeDepth + 1))).toBe('mail-too-big depth');
    const forwarded = 'Content-Type: message/rfc822\r\n\r\n'.repeat(limits.mimeDepth + 1);
    expect(codeOf(latin1(forwarded))).toBe('mail-too-big depth');
  });

  test('as many parts as the limit are read, one more is refused', () => {
    const parts = (n: number) =>
      latin1(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(n)}`);
    expect(codeOf(parts(limits.mimeParts - 1))).toBe('ok');
    expect(codeOf(parts(limits.mimeParts))).toBe('mail-too-big parts');
  });

  test('headers without end are refused, not read through', () => {
    expect(codeOf(latin1(`Subject: ${'x'.repeat(limits.headerBytes - 9)}\r\n\r\n`))).toBe('ok');
    expect(codeOf(latin1(`Subject: ${'x'.repeat(limits.headerBytes)}\r\n\r\n`))).toBe('mail-too-big headers');
    expect(codeOf(latin1(`A: b\r\n`.repeat(100_000)))).toBe('mail-too-big headers');
  });

  test('a message above the limit is refused before it is looked at', () => {
    expect(codeOf(new Uint8Array(limits.messageBytes + 1))).toMatch(/^mail-too-big \d+ bytes$/);
  });

  test.each([
    ['an empty boundary', 'Content-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n\r\nx'],
    ['a boundary of dashes', `Content-Type: multipart/mixed; boundary="--"\r\n\r\n${'--'.repeat(50_000)}`],
    ['a boundary that never comes', 'Content-Type: multipart/mixed; boundary=b\r\n\r\nx'],
    [
      'a boundary inside itself',
      'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--',
    ],
    ['unclosed quotes', `Content-Type: multipart/mixed; boundary="${'\\"'.repeat(50_000)}\r\n\r\nx`],
    ['many parameters', `Content-Type: text/plain${';a=b'.repeat(50_000)}\r\n\r\nx`],
    ['nested address groups', `To: ${'a:'.repeat(50_000)}\r\n\r\nx`],
    ['encoded words without end', `Subject: ${'=?UTF-8?Q?'.repeat(20_000)}\r\n\r\nx`],
    [
      'blanks without end in quoted-printable',
      `Content-Transfer-Encoding: quoted-printable\r\n\r\n${' '.repeat(300_000)}x`,
    ],
    ['scripts that are never closed', `Content-Type: text/html\r\n\r\n${'<script'.repeat(50_000)}`],
    ['angle brackets without end', `Content-Type: text/html\r\n\r\n${'<'.repeat(300_000)}`],
    ['an unknown charset', 'Content-Type: text/plain; charset=klingon\r\n\r\nx'],
    ['an unknown encoding', 'Content-Transfer-Encoding: x-uue\r\n\r\nx'],
  ])('%s is read to its end', (_, raw) => expect(codeOf(latin1(raw))).toBe('ok')); // a hang is the failure: the test has 10 s

  test('bytes that are no message are a typed failure', () => {
    expect(codeOf(latin1('bonjour'))).toMatch(/^mail-unreadable/);
    expect(codeOf(new Uint8Array())).toMatch(/^mail-unreadable/);
  });

  test('what turns the order of a text leaves a mark in a subject, a name and a body', () => {
    const m = mail(
      lines(
        'Subject: =?UTF-8?B?4oCuMjEsNQ==?=',
        'Content-Type: text/plain; charset=utf-8',
        '',
        '\xe2\x80\xae21,5',
      ),
    );
    expect([m.subject, m.text]).toEqual(['\ufffd21,5', '\ufffd21,5']);
  });

  test('control characters do not come through a subject', () => {
    const m = mail(lines('Subject: =?UTF-8?B?YQANCmI=?=', '', ''));
    expect(m.subject).toBe('a b');
  });
});

test('no bytes make it throw', () => {
  const piece = fc.constantFrom('Content-Type: ', 'multipart/mixed', '; boundary=', 'b', '"', '\r\n', '\n', '--b', '--b--', 'message/rfc822', '=?', '?=', 'Subject: ', ':', ';', "''", '*0*=', '%e9'); // biome-ignore format: one line
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 40 }),
      (p) => typeof readMail(latin1(p.join(''))).ok === 'boolean',
    ),
    { numRuns: 500 },
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (b) => typeof readMail(b).ok === 'boolean'));
});

test('any bytes sent in base64 come back as they were', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      const body = Buffer.from(bytes)
        .toString('base64')
        .replace(/(.{76})/g, '$1\r\n');
      const m = mail(
        lines(
          'Content-Type: application/octet-stream; name=a',
          'Content-Transfer-Encoding: base64',
          '',
          body,
        ),
      );
      return Buffer.compare(m.attachments[0]!.bytes, bytes) === 0;
    }),
  );
});
