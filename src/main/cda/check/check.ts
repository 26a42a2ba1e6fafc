import type { Failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { find, isElement, type XmlElement } from '../../xml/element';
import { parseXml } from '../../xml/parse';
import { actRules } from './actRules';
import { bodyRules } from './bodyRules';
import { datatypeRules } from './datatypeRules';
import { documentRules } from './documentRules';
import { patientRules } from './patientRules';
import { peopleRules } from './peopleRules';
import { HL7, type Rule, type Verdict } from './rule';
import { schemaVerdicts } from './schema';

/** Every rule we hold a header and a level 1 body to, one a clause. */
export const rules: readonly Rule[] = [
  ...documentRules,
  ...patientRules,
  ...peopleRules,
  ...actRules,
  ...datatypeRules,
  ...bodyRules,
];

/**
 * Our own verdict on a CDA: the header of « structuration minimale » at any level, and the body of a level 1.
 * Empty: nothing to say. A file that is not XML is a failure; one that is not a CDA breaks the rule `schema.root`.
 */
export function check(bytes: Uint8Array): Result<Verdict[], Failure> {
  const parsed = parseXml(bytes);
  if (!parsed.ok) return err(parsed.error);
  // « Auto-présentable »: a stylesheet is the root and holds the document (§1).
  const document = find(parsed.value, 'ClinicalDocument', HL7);
  if (!document)
    return ok([notHere('error', 'Aucun ClinicalDocument de HL7 V3 ne se trouve ici.', parsed.value)]);
  const pathOf = paths(document);
  const verdicts: Verdict[] = [...schemaVerdicts(document)].map(({ at, ...verdict }) => ({
    ...verdict,
    path: pathOf(at),
  }));
  if (document !== parsed.value)
    verdicts.push(notHere('warning', 'Le document devrait être la racine du fichier.', parsed.value));
  for (const { id, clause, severity, message, on, holds } of rules)
    for (const element of on(document))
      if (!holds(element, document))
        verdicts.push({ rule: id, clause, severity, message, path: pathOf(element) });
  return ok(verdicts);
}

const notHere = (severity: Verdict['severity'], message: string, root: XmlElement): Verdict => ({
  rule: 'schema.root',
  clause: 'CDA',
  severity,
  message,
  path: `/${root.name}`,
});

/** `/ClinicalDocument/recordTarget/patientRole/id[2]`: an index where the name is repeated. */
function paths(root: XmlElement): (element: XmlElement) => string {
  let known: Map<XmlElement, string> | null = null;
  return (element) => {
    if (!known) {
      known = new Map([[root, `/${root.name}`]]);
      number(root, known);
    }
    return known.get(element) ?? '';
  };
}

function number(parent: XmlElement, known: Map<XmlElement, string>): void {
  const base = known.get(parent) ?? '';
  const children = parent.children.filter(isElement);
  const seen = new Map<string, number>();
  for (const element of children) {
    const index = (seen.get(element.name) ?? 0) + 1;
    seen.set(element.name, index);
    const many = index > 1 || children.some((c) => c !== element && c.name === element.name);
    known.set(element, `${base}/${element.name}${many ? `[${index}]` : ''}`);
    number(element, known);
  }
}
