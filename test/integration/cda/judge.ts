import { ParseOption, XmlDocument, XmlElement, type XmlNode } from 'libxml2-wasm';

/** What libxml2’s own parser and XPath find in a document: written apart from our reader, sharing nothing with it. */
export interface Judged {
  level: 'N1' | 'N3';
  type: string | null;
  documentId: string | null;
  /** `effectiveTime` as written. */
  date: string | null;
  ins: string | null;
  traits: Record<'birthName' | 'firstNames' | 'firstGivenName' | 'sex' | 'birthDate', string | null>;
  author: string | null;
  custodian: string | null;
  sectionTitles: string[];
  /** Words of every section’s text, blanks left out. */
  words: string;
  results: JudgedResult[];
}

export interface JudgedResult {
  code: string | null;
  /** Narrative behind the label’s reference, when it resolves. */
  wording: string | null;
  value: string | null;
  unit: string | null;
  low: string | null;
  high: string | null;
  flags: string[];
  status: string | null;
  earlier: (string | null)[];
}

const NS = { c: 'urn:hl7-org:v3', x: 'http://www.w3.org/2001/XMLSchema-instance' };
const LAB = '1.3.6.1.4.1.19376.1.3.1';
const OBSERVATION = `//c:observation[c:templateId/@root='${LAB}.6' or c:templateId/@root='1.2.250.1.213.1.1.3.80' or ancestor::c:entry[c:templateId/@root='${LAB}' or c:templateId/@root='1.2.250.1.213.1.1.3.21']][not(ancestor::c:entryRelationship[@typeCode='REFR'])]`;

const squeeze = (text: string) => text.replace(/[\s\u00a0]+/g, ' ').trim();
export const withoutBlanks = (text: string): string => text.replace(/[\s\u00a0\u202f]+/g, '');

export function judge(bytes: Uint8Array): Judged {
  const document = XmlDocument.fromBuffer(bytes, { option: ParseOption.XML_PARSE_HUGE });
  try {
    const root = document.get('//c:ClinicalDocument', NS);
    if (!(root instanceof XmlElement)) throw new Error('no ClinicalDocument');
    const one = (path: string, from: XmlNode = root) => {
      const [node] = from.find(path, NS);
      return node ? squeeze(node.content) || null : null;
    };
    const all = (path: string, from: XmlNode = root) => from.find(path, NS).map((n) => squeeze(n.content));
    const ids = new Map(root.find('//c:section/c:text//*[@ID]', NS).map((n) => [one('@ID', n), n]));
    const patient = 'c:recordTarget[1]/c:patientRole';
    const name = `${patient}/c:patient/c:name`;
    const extension = one('c:id/@extension');
    return {
      level: root.get('c:component/c:nonXMLBody', NS) ? 'N1' : 'N3',
      type: one('c:code/@code'),
      documentId: extension ? `${one('c:id/@root')}^${extension}` : one('c:id/@root'),
      date: one('c:effectiveTime/@value'),
      ins: one(`${patient}/c:id[starts-with(@root,'1.2.250.1.213.1.4.') and @root!='1.2.250.1.213.1.4.2']/@extension`),
      traits: {
        birthName: one(`${name}/c:family[contains(@qualifier,'BR')]`),
        firstNames: one(`${name}/c:given[not(@qualifier)]`),
        firstGivenName: one(`${name}/c:given[@qualifier='BR']`),
        sex: one(`${patient}/c:patient/c:administrativeGenderCode/@code`),
        birthDate: one(`${patient}/c:patient/c:birthTime/@value`),
      },
      author: one('c:author[1]/c:assignedAuthor/c:assignedPerson/c:name/c:family'),
      custodian: one('c:custodian//c:representedCustodianOrganization/c:name'),
      sectionTitles: all('.//c:section/c:title').filter((t) => t !== ''),
      words: withoutBlanks(root.find('.//c:section/c:text//text()', NS).map((n) => n.content).join('')),
      results: root.find(`.${OBSERVATION}`, NS).map((o): JudgedResult => {
        const target = ids.get(one('c:code/c:originalText/c:reference/@value', o)?.replace(/^#/, '') ?? '');
        return {
          code: one('c:code/@code', o) ?? one('c:code/c:translation/@code', o),
          wording: target ? squeeze(target.content) || null : null,
          value: one('c:value[not(@nullFlavor)]/@value', o),
          unit: one('c:value[not(@nullFlavor)]/@unit', o),
          low: one('c:referenceRange//c:low/@value', o),
          high: one('c:referenceRange//c:high/@value', o),
          flags: all('c:interpretationCode/@code', o),
          status: one('c:statusCode/@code', o),
          earlier: o
            .find(`c:entryRelationship[@typeCode='REFR']/c:observation`, NS)
            .map((before) => one('c:value/@value', before)),
        };
      }),
    };
  } finally {
    document.dispose();
  }
} // biome-ignore format: one field a line
