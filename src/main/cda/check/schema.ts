import { isElement, type XmlElement } from '../../xml/element';
import { attributesOf, grammar, mixed, STRUCTURAL } from './grammar';
import { HL7, type Verdict } from './rule';

interface Part {
  name: string;
  type: string;
  low: number;
  high: number;
}

const parts = new Map<string, readonly Part[]>(
  Object.entries(grammar).map(([type, content]) => [
    type,
    [
      ...(attributesOf[type] || type === 'ClinicalDocument'
        ? []
        : ['realmCode:CS*', 'typeId:II?', 'templateId:II*']),
      ...content.split(' ').filter(Boolean),
    ].map((text) => {
      const [, name, kind, sign] = /^(\w+):(\w+)([?*+]?)$/.exec(text)!;
      return {
        name: name!,
        type: kind!,
        low: sign === '?' || sign === '*' ? 0 : 1,
        high: sign === '*' || sign === '+' ? Number.POSITIVE_INFINITY : 1,
      };
    }),
  ]),
);

type Found = Verdict & { at: XmlElement };

/** Unknown, missing, repeated or misplaced elements and unknown attributes of a header (CDA R2 schema). */
export function* schemaVerdicts(document: XmlElement): Generator<Found> {
  yield* visit(document, 'ClinicalDocument');
}

const found = (at: XmlElement, rule: string, message: string): Found => ({
  rule: `schema.${rule}`,
  clause: 'CDA',
  severity: 'error',
  message,
  path: '',
  at,
});

function* visit(element: XmlElement, type: string): Generator<Found> {
  if (type === 'Any') return;
  const allowed = attributesOf[type] ?? STRUCTURAL;
  for (const name of Object.keys(element.attributes))
    if (!name.includes(':') && !allowed.includes(name))
      yield found(element, 'attribute', `L’attribut ${name} n’est pas permis ici.`);
  const free = mixed[type];
  if (free) yield* visitMixed(element, free);
  const content = parts.get(type);
  if (!content) return;
  let position = 0;
  let seen = 0;
  for (const child of element.children) {
    if (!isElement(child)) {
      if (child.trim()) yield found(element, 'text', 'Un texte se trouve où le schéma n’en admet pas.');
      continue;
    }
    if (child.ns !== HL7) continue;
    const index = content.findIndex((p) => p.name === child.name);
    if (index < 0) {
      yield found(child, 'unknown', `L’élément ${child.name} n’est pas permis ici.`);
      continue;
    }
    const part = content[index]!;
    if (index < position) yield found(child, 'order', `L’élément ${child.name} n’est pas à sa place.`);
    seen = index === position ? seen + 1 : 1;
    position = Math.max(position, index);
    if (index === position && seen > part.high)
      yield found(child, 'repeated', `L’élément ${child.name} est répété.`);
    yield* visit(child, part.type);
  }
  const missing = content.filter(
    (p) => p.low > 0 && !element.children.some((c) => isElement(c) && c.name === p.name && c.ns === HL7),
  );
  for (const part of missing) yield found(element, 'missing', `L’élément ${part.name} manque.`);
}

function* visitMixed(element: XmlElement, free: Readonly<Record<string, string>>): Generator<Found> {
  for (const child of element.children) {
    if (!isElement(child) || child.ns !== HL7) continue;
    const type = free[child.name];
    if (type) yield* visit(child, type);
    else yield found(child, 'unknown', `L’élément ${child.name} n’est pas permis ici.`);
  }
}
