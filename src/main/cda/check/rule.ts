import { attribute, childrenOf, descendants, isElement, type XmlElement } from '../../xml/element';

export const HL7 = 'urn:hl7-org:v3';

export type Severity = 'error' | 'warning';

/** One clause of the national header, as data. `on` picks what it speaks of, `holds` says if that is right. */
export interface Rule {
  id: string;
  /** Where it is written: « §3 » is of cda-header.md, CDA of the HL7 schema. */
  clause: string;
  severity: Severity;
  /** What is asked, as a French sentence. */
  message: string;
  on(document: XmlElement): Iterable<XmlElement>;
  holds(element: XmlElement, document: XmlElement): boolean;
}

/** A rule that something broke, and where. */
export interface Verdict {
  rule: string;
  clause: string;
  severity: Severity;
  message: string;
  path: string;
}

type Holds = Rule['holds'];

export const error = (id: string, clause: string, on: Rule['on'], message: string, holds: Holds): Rule => ({
  id,
  clause,
  severity: 'error',
  message,
  on,
  holds,
});

export const warning = (id: string, clause: string, on: Rule['on'], message: string, holds: Holds): Rule => ({
  id,
  clause,
  severity: 'warning',
  message,
  on,
  holds,
});

/** Every element at that path of children below ClinicalDocument; '' is ClinicalDocument itself. */
export const each =
  (path: string): Rule['on'] =>
  (document) =>
    path
      .split('/')
      .filter(Boolean)
      .reduce<readonly XmlElement[]>(
        (found, name) => found.flatMap((e) => childrenOf(e, name, HL7)),
        [document],
      );

/** Every element of these names in the header: the body is left out. */
export const headerWide =
  (...names: string[]): Rule['on'] =>
  (document) =>
    document.children
      .filter(isElement)
      .filter((e) => e.name !== 'component')
      .flatMap((e) => [e, ...descendants(e)])
      .filter((e) => e.ns === HL7 && names.includes(e.name));

export const onlyIf =
  (on: Rule['on'], keep: Holds): Rule['on'] =>
  (document) =>
    [...on(document)].filter((e) => keep(e, document));

export const has = (e: XmlElement, name: string): boolean => !!attribute(e, name);
export const count = (e: XmlElement, name: string): number => childrenOf(e, name, HL7).length;

/** Is the code of `element` in that value set, with its system when `withSystem`? */
export const inSet =
  (table: readonly (readonly [string, string, ...string[]])[], withSystem = false): Holds =>
  (element) =>
    table.some(
      ([code, system]) =>
        code === attribute(element, 'code') && (!withSystem || system === attribute(element, 'codeSystem')),
    );
