import type { XmlElement } from 'libxml2-wasm';
import { attribute, childrenOf, only, textOf } from '../xml/document';
import { element, type Markup } from '../xml/write';

export const RIM = 'urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0';

/** ebRIM objects in their own terms: the registry keeps what it was given and gives it back. */
export interface RimObject {
  id: string;
  attributes: Record<string, string>;
  slots: Record<string, string[]>;
  name: string | null;
  description: string | null;
  classifications: RimClassification[];
  identifiers: { scheme: string; name: string | null; value: string; registryObject: string }[];
}

export interface RimClassification {
  scheme: string | null;
  node: string | null;
  classified: string;
  representation: string | null;
  name: string | null;
  slots: Record<string, string[]>;
}

export interface RimAssociation {
  id: string;
  type: string;
  source: string;
  target: string;
  slots: Record<string, string[]>;
}

const get = (el: XmlElement, name: string): string => attribute(el, name) ?? '';

function slotsOf(el: XmlElement): Record<string, string[]> {
  const out: Record<string, string[]> = {};
  for (const slot of childrenOf(el, RIM, 'Slot')) {
    const list = only(slot, RIM, 'ValueList');
    out[get(slot, 'name')] = list ? childrenOf(list, RIM, 'Value').map(textOf) : [];
  }
  return out;
}

function localised(el: XmlElement, name: string): string | null {
  const found = only(el, RIM, name);
  const string = found && childrenOf(found, RIM, 'LocalizedString')[0];
  return string ? get(string, 'value') : null;
}

export function readObject(el: XmlElement): RimObject {
  return {
    id: get(el, 'id'),
    attributes: Object.fromEntries(el.attrs.map((a) => [a.name, a.value])),
    slots: slotsOf(el),
    name: localised(el, 'Name'),
    description: localised(el, 'Description'),
    classifications: childrenOf(el, RIM, 'Classification').map(readClassification),
    identifiers: childrenOf(el, RIM, 'ExternalIdentifier').map((i) => ({
      scheme: get(i, 'identificationScheme'),
      name: localised(i, 'Name'),
      value: get(i, 'value'),
      registryObject: get(i, 'registryObject'),
    })),
  };
}

export const readClassification = (el: XmlElement): RimClassification => ({
  scheme: attribute(el, 'classificationScheme'),
  node: attribute(el, 'classificationNode'),
  classified: get(el, 'classifiedObject'),
  representation: attribute(el, 'nodeRepresentation'),
  name: localised(el, 'Name'),
  slots: slotsOf(el),
});

export const readAssociation = (el: XmlElement): RimAssociation => ({
  id: get(el, 'id'),
  type: get(el, 'associationType'),
  source: get(el, 'sourceObject'),
  target: get(el, 'targetObject'),
  slots: slotsOf(el),
});

const slotMarkup = (slots: Record<string, string[]>): Markup[] =>
  Object.entries(slots).map(([name, values]) =>
    element(
      'rim:Slot',
      { name },
      element(
        'rim:ValueList',
        {},
        values.map((v) => element('rim:Value', {}, v)),
      ),
    ),
  );

const localisedMarkup = (name: string, value: string | null): Markup | null =>
  value === null
    ? null
    : element(name, {}, element('rim:LocalizedString', { 'xml:lang': 'FR', charset: 'UTF-8', value }));

/** The object as an ExtrinsicObject of an answer; the prefix `rim` is declared by the caller. */
export function writeExtrinsicObject(o: RimObject): Markup {
  const own = (n: number, kind: string) =>
    `urn:uuid:${o.id.replace('urn:uuid:', '').slice(0, 24)}${kind}${String(n).padStart(10, '0')}`;
  return element(
    'rim:ExtrinsicObject',
    o.attributes,
    slotMarkup(o.slots),
    localisedMarkup('rim:Name', o.name),
    localisedMarkup('rim:Description', o.description),
    element('rim:VersionInfo', { versionName: o.attributes.versionName ?? '1' }),
    o.classifications.map((c, n) =>
      element(
        'rim:Classification',
        {
          id: own(n, 'c1'),
          classificationScheme: c.scheme,
          classifiedObject: o.id,
          nodeRepresentation: c.representation ?? '',
          objectType: 'urn:oasis:names:tc:ebxml-regrep:ObjectType:RegistryObject:Classification',
        },
        slotMarkup(c.slots),
        localisedMarkup('rim:Name', c.name),
      ),
    ),
    o.identifiers.map((i, n) =>
      element(
        'rim:ExternalIdentifier',
        {
          id: own(n, 'e1'),
          identificationScheme: i.scheme,
          registryObject: o.id,
          value: i.value,
          objectType: 'urn:oasis:names:tc:ebxml-regrep:ObjectType:RegistryObject:ExternalIdentifier',
        },
        localisedMarkup('rim:Name', i.name),
      ),
    ),
  );
}
