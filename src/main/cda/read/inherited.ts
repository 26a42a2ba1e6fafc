import { at, attribute, child, childrenOf, words, type XmlElement } from '../../xml/element';
import { coded } from './code';
import { personName } from './people';
import type { References } from './references';

/** What a result takes from the panels, isolates and acts around it (cda-cr-bio.md §3). */
export interface Inherited {
  chapter: string | null;
  /** Section title, then panels and isolates as they nest. */
  path: readonly string[];
  panel: string | null;
  isolate: string | null;
  specimen: string | null;
  /** Sample number, part of a result's key. */
  sample: string | null;
  laboratory: string | null;
  validator: string | null;
}

/** The context inside an act or an organizer. */
export function inherit(group: XmlElement, outer: Inherited, references: References): Inherited {
  const isolate = isolateOf(group, references);
  const panel = isolate === null && group.name === 'organizer' ? labelOf(group, references) : null;
  const sampling = samplingOf(group, references);
  const added = isolate ?? panel;
  return {
    ...outer,
    path: added && added !== outer.path.at(-1) ? [...outer.path, added] : outer.path,
    panel: panel ?? (isolate ? null : outer.panel),
    isolate: isolate ?? outer.isolate,
    specimen: sampling?.label ?? outer.specimen,
    sample: sampling?.id ?? outer.sample,
    ...responsible(group, outer),
  };
}

/** The nearest laboratory and validator up the tree. */
export function responsible(holder: XmlElement, outer: Pick<Inherited, 'laboratory' | 'validator'>) {
  const performer = at(child(holder, 'performer'), 'assignedEntity', 'representedOrganization', 'name');
  const validating = childrenOf(holder, 'participant').find((p) => attribute(p, 'typeCode') === 'AUTHEN');
  return {
    laboratory: words(performer) ?? outer.laboratory,
    validator:
      personName(at(validating, 'participantRole', 'playingEntity', 'name')) ??
      personName(at(holder, 'authenticator', 'assignedEntity', 'assignedPerson', 'name')) ??
      outer.validator,
  };
}

/** The label a laboratory gives to a coded thing: its narrative, else the code's or a translation's label. */
export function labelOf(holder: XmlElement, references: References): string | null {
  const code = child(holder, 'code');
  return code && (references.original(code) ?? codeLabel(code));
}

/** The label that comes with a code or with one of its translations. */
export function codeLabel(code: XmlElement | null): string | null {
  if (!code) return null;
  const translated = childrenOf(code, 'translation').map((t) => attribute(t, 'displayName'));
  return attribute(code, 'displayName') ?? translated.find(Boolean) ?? null;
}

/** Germ of a CLUSTER: what its specimen is (cda-cr-bio.md §6). */
function isolateOf(group: XmlElement, references: References): string | null {
  const germ = at(child(group, 'specimen'), 'specimenRole', 'specimenPlayingEntity');
  return germ ? labelOf(germ, references) : null;
}

/** The sample taken in this act, when there is exactly one: two leave the nature of each result unsaid. */
function samplingOf(group: XmlElement, references: References) {
  const roles = ['entryRelationship', 'component']
    .flatMap((name) => childrenOf(group, name))
    .flatMap((relation) => childrenOf(relation, 'procedure'))
    .flatMap((procedure) => childrenOf(procedure, 'participant'))
    .filter((p) => attribute(p, 'typeCode') === 'PRD')
    .flatMap((p) => childrenOf(p, 'participantRole'));
  const [role] = roles;
  if (roles.length !== 1 || !role) return null;
  const entity = child(role, 'playingEntity');
  const id = child(role, 'id');
  return {
    label: entity ? (labelOf(entity, references) ?? coded(child(entity, 'code'))?.code ?? null) : null,
    id: id ? (attribute(id, 'extension') ?? attribute(id, 'root')) : null,
  };
}
