import type { LabResult } from '../../../shared/biology/result';
import type { Section } from '../../../shared/documents/clinicalDocument';
import { limits } from '../../../shared/limits';
import { attribute, child, childrenOf, type XmlElement } from '../../xml/element';
import { hasTemplate } from './code';
import { type Inherited, inherit } from './inherited';
import type { References } from './references';
import { commentOf, isComment, readResult } from './result';
import { templates } from './vocabulary';
import type { Warnings } from './warnings';

/** What a result takes from the header when nothing nearer says otherwise. */
export interface HeaderDefaults {
  laboratory: string | null;
  validator: string | null;
}

/**
 * The laboratory results of a body, in the order of the document (cda-cr-bio.md §3 and §4). Panels and
 * isolates nest without a fixed depth; what stands below a REFR relationship is an earlier value of its
 * parent, never a result.
 */
export class ResultReader {
  readonly results: LabResult[] = [];
  private readonly keys = new Map<string, number>();

  constructor(
    private readonly references: References,
    private readonly warnings: Warnings,
    private readonly defaults: HeaderDefaults,
  ) {}

  /** Reads the entries of one section. `path`: titles from the first level down to this section. */
  section(section: XmlElement, path: readonly NonNullable<Section['title']>[]): void {
    const start: Inherited = {
      ...this.defaults,
      chapter: path[0] ?? null,
      path: path.length > 0 ? [path[path.length - 1]!] : [],
      panel: null,
      isolate: null,
      specimen: null,
      sample: null,
    };
    for (const entry of childrenOf(section, 'entry')) {
      const lab = hasTemplate(entry, templates.labEntry, templates.labEntryFr);
      this.inside(entry, start, lab);
    }
  }

  private inside(holder: XmlElement, context: Inherited, lab: boolean): void {
    for (const node of holder.elements) {
      if (node.ns !== holder.ns) continue;
      if (node.name === 'entryRelationship' || node.name === 'component') {
        if (attribute(node, 'typeCode') !== 'REFR') this.inside(node, context, lab);
      } else if (node.name === 'act' || node.name === 'organizer') this.group(node, context, lab);
      else if (node.name === 'observation') this.observation(node, context, lab);
    }
  }

  private group(group: XmlElement, context: Inherited, lab: boolean): void {
    if (isComment(group)) return;
    const isLab = lab || hasTemplate(group, templates.labEntry, templates.labEntryFr);
    const before = this.results.length;
    this.inside(group, inherit(group, context, this.references), isLab);
    // A comment on a panel is printed after it: it goes with the last result of the panel.
    const last = this.results.at(-1);
    if (last && this.results.length > before) last.comments.push(...this.comments(group));
  }

  private observation(observation: XmlElement, context: Inherited, lab: boolean): void {
    if (this.results.length >= limits.labResults) {
      this.warnings.add('too-many-results');
      return;
    }
    if (lab || hasTemplate(observation, templates.labObservation, templates.labObservationFr)) {
      const result = readResult(observation, context, this.references, this.warnings);
      result.comments.push(...this.comments(observation));
      result.key = this.unique(result.key);
      this.results.push(result);
    }
    for (const relation of childrenOf(observation, 'entryRelationship'))
      if (attribute(relation, 'typeCode') === 'COMP') this.inside(relation, context, lab);
  }

  private comments(holder: XmlElement): string[] {
    return holder.elements.flatMap((relation) => {
      if (relation.name !== 'entryRelationship' && relation.name !== 'component') return [];
      const text = commentOf(child(relation, 'act'), this.references);
      return text ? [text] : [];
    });
  }

  /** The same analyte twice in one document: the second is `…#2`. */
  private unique(key: string): string {
    const seen = (this.keys.get(key) ?? 0) + 1;
    this.keys.set(key, seen);
    return seen === 1 ? key : `${key}#${seen}`;
  }
}
