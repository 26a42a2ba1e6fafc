import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import { limits } from '../../src/shared/limits';
import { xdmOf, zipOf } from '../unit/xdm/zipOf';

export interface HostileMessage {
  /** Words of its line in the worklist: its sender. */
  title: string;
  bytes: Buffer;
  /** Lines of the worklist to file that it makes. */
  lines: number;
  /** Words of its reason, when it is refused whole. */
  refused?: string;
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

interface Parts {
  title: string;
  sender?: string;
  name?: string;
  text?: string;
  before?: string;
  entries?: string;
}

const cda = ({ title, name = 'DURAND', sender = title, text = 'Texte.', before = '', entries = '' }: Parts) =>
  Buffer.from(
    `${before}<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:h="http://www.w3.org/1999/xhtml"><id root="1.2.250.1.999.${title.length}" extension="${Buffer.from(title).toString('hex').slice(0, 30)}"/><code code="11488-4" codeSystem="2.16.840.1.113883.6.1"/><title>${escaped(title)}</title><effectiveTime value="20261120"/><recordTarget><patientRole><patient><name><family qualifier="BR">${escaped(name)}</family><given>ELISE</given></name><birthTime value="19860314"/></patient></patientRole></recordTarget><custodian><assignedCustodian><representedCustodianOrganization><name>${escaped(sender)}</name></representedCustodianOrganization></assignedCustodian></custodian><component><structuredBody><component><section><title>${escaped(title)}</title><text>${text}</text>${entries}</section></component></structuredBody></component></ClinicalDocument>`,
  );

const mail = (
  subject: string,
  attached: Uint8Array,
  fileName = 'piece',
  text = 'text/plain',
  words = 'Bonjour',
) =>
  Buffer.concat([
    Buffer.from(
      `From: "${subject.replaceAll('"', "'")}" <x@labo.mssante.fr>\r\nTo: x@y.mssante.fr\r\nSubject: ${subject}\r\nMessage-ID: <${Buffer.from(subject).toString('hex').slice(0, 40)}@x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=limite\r\n\r\n--limite\r\nContent-Type: ${text}; charset=utf-8\r\n\r\n${words}\r\n--limite\r\nContent-Type: application/octet-stream; name="${fileName}"\r\nContent-Transfer-Encoding: base64\r\n\r\n`,
    ),
    Buffer.from(Buffer.from(attached).toString('base64').replace(/.{76}/g, '$&\r\n')),
    Buffer.from('\r\n--limite--\r\n'),
  ]);

/** A PDF that would run, launch, send, fetch and open, each in its own way. */
async function activePdf(address: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const page = pdf.addPage([300, 200]);
  page.drawText('PDF actif', { x: 30, y: 100 });
  const { context } = pdf;
  const uri = (path: string) => context.obj({ S: 'URI', URI: PDFString.of(`${address}/${path}`) });
  pdf.addJavaScript('main', `app.launchURL("${address}/js"); this.submitForm("${address}/form")`);
  pdf.catalog.set(PDFName.of('OpenAction'), uri('open'));
  page.node.set(
    PDFName.of('AA'),
    context.obj({
      O: { S: 'Launch', F: PDFString.of('/bin/sh') },
      C: { S: 'SubmitForm', F: PDFString.of(`${address}/send`) },
    }),
  );
  const link = context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 300, 200], A: uri('link') });
  page.node.set(PDFName.of('Annots'), context.obj([context.register(link)]));
  await pdf.attach(new TextEncoder().encode('<script>'), 'x.html', { mimeType: 'text/html' });
  return pdf.save({ useObjectStreams: true });
}

const svg = (address: string) =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="fetch('${address}/svg')"><image href="${address}/svg"/></svg>`).toString('base64'); // biome-ignore format: one thing

/** A battery of messages; whatever in them can name an address names `trap`. */
export async function hostileMessages(trap: string): Promise<HostileMessage[]> {
  const active = `<script>fetch('${trap}/script')</script><h:script src="${trap}/h"/><img src="${trap}/img" onerror="fetch('${trap}')"/><h:img src="${trap}/himg"/><s:svg xmlns:s="http://www.w3.org/2000/svg" onload="x()"><s:image href="${trap}/svg"/></s:svg><iframe src="${trap}/frame"/><object data="${trap}/object"/><embed src="${trap}/embed"/><link rel="stylesheet" href="${trap}/css"/><meta http-equiv="refresh" content="0;url=${trap}/meta"/><style>@import url(${trap}/import); *{background:url(${trap}/bg)}</style><content style="background:url(${trap}/style)" onclick="fetch('${trap}')">style</content><table background="${trap}/table"><tr><td background="${trap}/td">cellule</td></tr></table>`;
  const links = ['javascript:alert(1)', 'java&#10;script:alert(1)', `${trap}/link`, 'file:///etc/passwd', 'data:text/html,x', 'mailto:x@y.fr', 'vbscript:x'].map((href) => `<paragraph><linkHtml href="${href}">lien</linkHtml></paragraph>`); // biome-ignore format: a list
  const image = `<entry><observationMedia ID="i"><value mediaType="image/svg+xml" representation="B64">${svg(trap)}</value></observationMedia></entry><entry><observationMedia ID="j"><value mediaType="image/png" representation="B64">${svg(trap)}</value></observationMedia></entry>`;
  const injected = '<img src=x onerror=alert(1)><script>alert(1)</script>';
  const endless = 'NOM '.repeat(2500);
  const turned = 'Sens retourné \u202e21,5 \u2067';
  const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join(
    '',
  );
  const rows =
    '<tr><td>Analyse</td><td>1,5</td><td>g/L</td><td><content styleCode="Bold">N</content></td></tr>';
  return [
    {
      title: 'Texte piégé',
      bytes: mail('Texte', cda({ title: 'Texte piégé', text: `${active}${links.join('')}<renderMultiMedia referencedObject="i j"/>`, entries: image })), // biome-ignore format: one message
      lines: 1,
    },
    { title: 'onerror', bytes: mail(injected, cda({ title: injected, name: injected }), injected), lines: 1 },
    {
      title: 'Sens retourné',
      bytes: mail(turned, cda({ title: turned, name: `DURAND\u202e`, text: turned })),
      lines: 1,
    },
    {
      title: 'Nom sans fin',
      bytes: mail('Nom sans fin', cda({ title: `Nom sans fin ${endless}`, name: endless })),
      lines: 1,
    },
    { title: 'PDF actif', bytes: mail('PDF actif', await activePdf(trap), 'actif.pdf'), lines: 1 },
    {
      title: 'Page en HTML',
      bytes: mail('HTML', cda({ title: 'Page en HTML' }), 'a.xml', 'text/html', `<html><img src="${trap}/mail"><script src="${trap}/mail"></script><link rel=stylesheet href="${trap}/mail.css"><b>mot</b></html>`), // biome-ignore format: one message
      lines: 1,
    },
    { title: 'Tableau sans fin', bytes: mail('Tableau', cda({ title: 'Tableau sans fin', text: `<table><tbody>${rows.repeat(40_000)}</tbody></table>` })), lines: 1 }, // biome-ignore format: one message
    { title: 'Entités', bytes: mail('Entités', cda({ title: 'Bombe', before: `<!DOCTYPE a [<!ENTITY l0 "ha">${laughs}]>`, text: '&l9;' })), lines: 0, refused: 'DOCTYPE' }, // biome-ignore format: one message
    { title: 'Chemin', bytes: mail('Chemin', zipOf([{ name: '../../../evil.xml', data: cda({ title: 'x' }) }]), 'IHE_XDM.zip'), lines: 0, refused: 'chemin' }, // biome-ignore format: one message
    { title: 'Archive', bytes: mail('Archive', xdmOf([], [{ name: 'a.xml', data: Buffer.alloc(limits.zipRatioFloorBytes * 4) }]), 'IHE_XDM.zip'), lines: 0, refused: 'limites' }, // biome-ignore format: one message
  ];
}
