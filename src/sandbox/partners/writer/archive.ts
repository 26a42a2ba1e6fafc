import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import { systems } from '../../../shared/codes';
import type { FictiveProfessional, FictiveStructure } from '../../professionals';
import { type Content, element, type Markup } from '../../xml/write';
import { DOCUMENTS, type DocumentFacts, localIdOf } from './clinical';
import type { Coded } from './coded';
import { dtm } from './time';

const RIM = 'urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0';
const LCM = 'urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0';
const HAS_MEMBER = 'urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember';
const REPLACES = 'urn:ihe:iti:2007:AssociationType:RPLC';

/** What METADATA.XML adds to the facts of the document. */
export interface ArchiveFacts {
  classCode: Coded;
  format: Coded;
  at: Date;
  serviceStart: Date;
  setUniqueId: string;
}

const slot = (name: string, ...values: string[]) =>
  element(
    'Slot',
    { name },
    element(
      'ValueList',
      {},
      values.map((v) => element('Value', {}, v)),
    ),
  );
const named = (tag: string, value: string) =>
  element(tag, {}, element('LocalizedString', { 'xml:lang': 'FR', value }));

const xcn = (p: FictiveProfessional) =>
  `${p.nationalId}^${p.familyName}^${p.givenName}^^^^^^&${systems.person}&ISO^D^^^IDNPS`;
const xon = (s: FictiveStructure) => `${s.name}^^^^^&${systems.structure}&ISO^IDNST^^^${s.id}`;

/**
 * METADATA.XML of one document (xdm-mss.md §2, dmp.md §6). `replaced`: entryUUID of the version it replaces, which only
 * a registry can tell.
 */
export function metadata(
  f: DocumentFacts,
  a: ArchiveFacts,
  cda: Uint8Array,
  replaced: string | null = null,
): string {
  let count = 0;
  const id = (prefix: string) => `${prefix}${++count}`;
  const coded = (object: string, scheme: string, c: Coded) =>
    element(
      'Classification',
      {
        id: id('cl'),
        classificationScheme: `urn:uuid:${scheme}`,
        classifiedObject: object,
        nodeRepresentation: c.code,
      },
      slot('codingScheme', c.system),
      named('Name', c.label),
    );
  const author = (object: string, scheme: string) =>
    element(
      'Classification',
      {
        id: id('cl'),
        classificationScheme: `urn:uuid:${scheme}`,
        classifiedObject: object,
        nodeRepresentation: '',
      },
      slot('authorPerson', xcn(f.author)),
      slot('authorInstitution', xon(f.structure)),
      slot(
        'authorSpecialty',
        `${f.author.authorSpeciality.code}^${f.author.authorSpeciality.label}^${systems.authorSpecialty}`,
      ),
    );
  const external = (object: string, scheme: string, name: string, value: string) =>
    element(
      'ExternalIdentifier',
      { id: id('ei'), registryObject: object, identificationScheme: `urn:uuid:${scheme}`, value },
      named('Name', name),
    );
  const { traits, ins, usedName } = f.patient;
  const local = localIdOf(f);
  const cx = f.insKnown ? `${ins.value}^^^&${ins.oid}&ISO^NH` : `${local.extension}^^^&${local.root}&ISO^PI`;
  const D = 'Document01';
  const S = 'SubmissionSet01';
  const pid5 = (name: string, type: string) => `PID-5|${name}^${traits.firstGivenName}^^^^^${type}`;
  const entry = element(
    'ExtrinsicObject',
    { id: D, mimeType: 'text/xml', objectType: 'urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1' },
    slot('creationTime', dtm(a.at)),
    slot('hash', createHash('sha1').update(cda).digest('hex')),
    slot('languageCode', 'fr-FR'),
    slot('legalAuthenticator', xcn(f.author)),
    slot('serviceStartTime', dtm(a.serviceStart)),
    slot('size', String(cda.length)),
    slot('sourcePatientId', cx),
    slot(
      'sourcePatientInfo',
      pid5(traits.birthName, 'L'),
      ...(usedName ? [pid5(usedName, 'D')] : []),
      `PID-7|${traits.birthDate.replaceAll('-', '')}`,
      `PID-8|${traits.sex}`,
    ),
    slot('URI', 'DOC0001.XML'),
    named('Name', f.title),
    author(D, '93606bcf-9494-43ec-9b4e-a7748d1a838d'),
    coded(D, '41a5887f-8865-4c09-adf7-e362475b143a', a.classCode),
    coded(D, 'f0306f51-975f-434e-a61c-c59651d33983', f.type),
    coded(D, 'a09d5840-386c-46f2-b5ad-9c3699a4309d', a.format),
    coded(D, 'f4f85eac-e6cb-4883-b524-f2705394840f', {
      code: 'N',
      system: systems.confidentiality,
      label: 'Normal',
    }),
    coded(D, 'f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1', f.facility),
    coded(D, 'cccf5598-8b07-4b77-a05e-ae952c785ead', f.setting),
    f.acts.map((act) => act.code && coded(D, '2c6b8cb7-8b2a-4051-b291-b1ae6a575ef4', act.code)),
    external(D, '58a6f841-87b3-4a3e-92fd-a8ffeff98427', 'XDSDocumentEntry.patientId', cx),
    external(D, '2e82c1f6-a085-4c72-9da3-8640a32e42ab', 'XDSDocumentEntry.uniqueId', `${DOCUMENTS}^${f.id}`),
  );
  const set = element(
    'RegistryPackage',
    { id: S },
    slot('submissionTime', dtm(a.at)),
    named('Name', f.title),
    author(S, 'a7058bb9-b4e4-4307-ba5b-e3f0ab85e12d'),
    coded(S, 'aa543740-bdda-424e-8c96-df4873be8500', {
      code: '07',
      system: '1.2.250.1.213.2.2',
      label: 'Consultation',
    }),
    external(S, '6b5aea1a-874d-4603-a4bc-96a0a7b38446', 'XDSSubmissionSet.patientId', cx),
    external(S, '554ac39e-e3fe-47fe-b233-965d2a147832', 'XDSSubmissionSet.sourceId', DOCUMENTS),
    external(S, '96fdda7c-d067-4183-912e-bf5ee74998a8', 'XDSSubmissionSet.uniqueId', a.setUniqueId),
  );
  const root = element(
    'lcm:SubmitObjectsRequest',
    { 'xmlns:lcm': LCM, xmlns: RIM },
    element(
      'RegistryObjectList',
      {},
      set,
      element('Classification', {
        id: id('cl'),
        classifiedObject: S,
        classificationNode: 'urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd',
      }),
      entry,
      association(id('as'), HAS_MEMBER, S, D, slot('SubmissionSetStatus', 'Original')),
      replaced && association(id('as'), REPLACES, D, replaced),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.markup}`;
}

const association = (
  id: string,
  type: string,
  source: string,
  target: string,
  content: Content = null,
): Markup =>
  element(
    'Association',
    {
      id,
      associationType: type,
      objectType: 'urn:oasis:names:tc:ebxml-regrep:ObjectType:RegistryObject:Association',
      sourceObject: source,
      targetObject: target,
    },
    content,
  );

const page = (title: string, ...body: Content[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML Basic 1.1//EN" "http://www.w3.org/TR/xhtml-basic/xhtml-basic11.dtd">\n${
    element(
      'html',
      { xmlns: 'http://www.w3.org/1999/xhtml', 'xml:lang': 'fr' },
      element('head', {}, element('title', {}, title)),
      element('body', {}, ...body),
    ).markup
  }`;

/** IHE_XDM.zip: one document, one set. */
export function archive(f: DocumentFacts, a: ArchiveFacts, cda: Uint8Array): Uint8Array {
  const index = page(
    f.title,
    element('h1', {}, f.title),
    element('p', {}, `Émis par ${f.structure.name} (fictif)`),
    element('p', {}, element('a', { href: 'IHE_XDM/SUBSET01/DOC0001.XML' }, f.title)),
  );
  const readme = `Archive IHE XDM emise par ${f.structure.name} (fictif).\r\nOuvrir INDEX.HTM.\r\n`;
  const text = (s: string) => new TextEncoder().encode(s);
  return zipSync(
    {
      'INDEX.HTM': text(index),
      'README.TXT': text(readme),
      'IHE_XDM/SUBSET01/METADATA.XML': text(metadata(f, a, cda)),
      'IHE_XDM/SUBSET01/DOC0001.XML': cda,
    },
    { mtime: a.at },
  );
}
