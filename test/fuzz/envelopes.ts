import { type Member, metadataOf, zipOf } from '../unit/xdm/zipOf';
import { mutateBytes } from './mutateBytes';
import { mutateXml } from './mutateXml';
import type { Random } from './random';

/** An archive around a document, whose every field may lie. */
export function archiveOf(document: Buffer, random: Random): Buffer {
  const described = {
    uri: random.pick(['DOC0001.XML', 'doc0001.xml', '../DOC0001.XML', 'A/B.XML', '']),
    bytes: document,
    patientId: random.pick(['286033523801253^^^&1.2.250.1.213.1.4.10&ISO^NH', '^^^&&ISO', '']),
    uniqueId: random.pick(['1.2.250.1.999.1^R1', '1.2', '']),
  };
  const metadata = Buffer.from(metadataOf([described]));
  const members: Member[] = [
    { name: 'INDEX.HTM', data: '<html/>' },
    { name: 'IHE_XDM/SUBSET01/DOC0001.XML', data: document },
    { name: 'IHE_XDM/SUBSET01/METADATA.XML', data: random.oneIn(2) ? metadata : mutateXml(metadata, random, document) }, // biome-ignore format: a table
  ];
  const odd: readonly ((member: Member) => Member)[] = [
    (m) => ({ ...m, name: random.pick(['../x', '__MACOSX/x', 'IHE_XDM/.DS_Store', 'ihe_xdm/subset01/metadata.xml', 'IHE_XDM/S/METADATA.XML', 'é/\ufffd', 'x'.repeat(60_000), 'a\\b', 'con', '']) }), // biome-ignore format: a table
    (m) => ({ ...m, method: random.pick([0, 1, 8, 9, 99]) }),
    (m) => ({ ...m, crc: random.next() }),
    (m) => ({ ...m, declared: random.pick([0, 1, 0xffffffff, random.next()]) }),
    (m) => ({ ...m, mode: random.pick([0xa000, 0x8000, 0x4000, 0x2000]) }),
    (m) => ({ ...m, flags: random.pick([0, 1, 8, 0x800, 0xffff]) }),
    (m) => ({ ...m, data: Buffer.alloc(random.size(2 << 20), random.below(256)) }),
    (m) => ({ ...m, data: zipOf([m]) }),
  ];
  for (let i = random.below(3); i > 0; i--) {
    const at = random.below(members.length);
    const changed = random.pick(odd)(members[at]!);
    if (random.oneIn(2)) members[at] = changed;
    else members.push(changed);
  }
  const zip = Buffer.from(zipOf(members, random.oneIn(20) ? random.below(70_000) & 0xffff : members.length));
  return random.oneIn(3) ? mutateBytes(zip, random, document) : zip;
}

/** A mail around attachments; its structure is sound unless a later change breaks it. */
export function mailOf(attachments: readonly Buffer[], random: Random): Buffer {
  const boundary = random.pick(['b', '----=_Part_1', "x'()+_,-./:=?", 'b'.repeat(70)]);
  const eol = random.oneIn(8) ? '\n' : '\r\n';
  const parts = attachments.map((bytes) => {
    const name = random.pick([
      'a.xml',
      'IHE_XDM.zip',
      'cr.pdf',
      '../../x',
      'n'.repeat(5000),
      '<img src=x>.xml',
    ]);
    const plain = random.oneIn(6);
    const head = `--${boundary}${eol}Content-Type: ${random.pick(['text/xml', 'application/zip', 'application/octet-stream', 'message/rfc822'])}; name="${name}"${eol}Content-Disposition: attachment; filename="${name}"${eol}Content-Transfer-Encoding: ${plain ? '8bit' : 'base64'}${eol}${eol}`;
    return Buffer.concat([
      Buffer.from(head),
      plain ? bytes : Buffer.from(bytes.toString('base64').replace(/.{76}/g, `$&${eol}`)),
      Buffer.from(eol),
    ]);
  });
  const subject = random.pick([
    'CR',
    '<script>alert(1)</script>',
    '\u202eRC',
    'x'.repeat(9000),
    '=?UTF-8?B?PGI+?=',
  ]);
  return Buffer.concat([
    Buffer.from(
      `From: Labo <labo@essai.mssante.fr>${eol}Subject: ${subject}${eol}Message-ID: <1@x>${eol}Content-Type: multipart/mixed; boundary="${boundary}"${eol}${eol}--${boundary}${eol}${eol}Bonjour${eol}`,
    ),
    ...parts,
    Buffer.from(`--${boundary}--${eol}`),
  ]);
}
