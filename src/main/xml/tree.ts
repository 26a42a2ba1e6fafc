import { limits } from '../../shared/limits';
import { stop } from './characters';
import type { Scope, XmlElement, XmlNode } from './element';

const ROOT_SCOPE: Scope = Object.assign(Object.create(null) as Record<string, string>, {
  xml: 'http://www.w3.org/XML/1998/namespace',
});
const NO_CHILDREN: XmlNode[] = [];

/** Attributes whose keys are data: nothing is inherited, and V8 keeps them as fast as ordinary objects. */
function Bare(this: object) {}
Bare.prototype = Object.create(null);
export const newAttributes = (): Record<string, string> =>
  new (Bare as unknown as new () => Record<string, string>)();
export const NO_ATTRIBUTES: Record<string, string> = newAttributes();

class Building implements XmlElement {
  children: XmlNode[] = NO_CHILDREN;
  constructor(
    readonly name: string,
    readonly ns: string,
    readonly attributes: Record<string, string>,
    readonly scope: Scope,
    /** As in the source, to be met again at the end tag. */
    readonly written: string,
    readonly parent: Building | null,
  ) {}
}

/** Builds the tree from what the scanner meets; counts nodes, depth and text against the limits. */
export class TreeBuilder {
  root: XmlElement | null = null;
  here: Building | null = null;
  private depth = 0;
  private nodes = 0;
  private textLength = 0;

  /** `written`: the name as in the source. `declares`: some attribute declares a namespace. */
  open(written: string, qualified: string, attributes: Record<string, string>, declares: boolean): void {
    if (this.depth >= limits.xmlDepth) stop('xml-too-big', 'depth');
    if (this.root !== null && this.here === null) stop('xml-malformed', 'second root');
    this.count();
    this.depth += 1;
    const parent = this.here;
    const outer = parent?.scope ?? ROOT_SCOPE;
    const scope = declares ? declare(attributes, outer) : outer;
    const colon = qualified.indexOf(':');
    const name = colon < 0 ? qualified : qualified.slice(colon + 1);
    const ns = scope[colon < 0 ? '' : qualified.slice(0, colon)] ?? '';
    const element = new Building(name, ns, attributes, scope, written, parent);
    if (parent) append(parent, element);
    else this.root = element;
    this.here = element;
  }

  close(): void {
    this.depth -= 1;
    this.here = this.here?.parent ?? null;
  }

  text(value: string): void {
    const parent = this.here;
    if (parent === null || value === '') return;
    this.textLength += value.length;
    if (this.textLength > limits.xmlTextBytes) stop('xml-too-big', 'text');
    const last = parent.children.length - 1;
    const before = parent.children[last];
    if (typeof before === 'string') parent.children[last] = before + value;
    else {
      this.count();
      append(parent, value);
    }
  }

  private count(): void {
    this.nodes += 1;
    if (this.nodes > limits.xmlNodes) stop('xml-too-big', 'nodes');
  }
}

function append(parent: Building, node: XmlNode): void {
  if (parent.children === NO_CHILDREN) parent.children = [node];
  else parent.children.push(node);
}

/** Takes `xmlns` declarations out of the attributes into a scope of its own. */
function declare(attributes: Record<string, string>, outer: Scope): Scope {
  const scope = Object.create(outer) as Record<string, string>;
  for (const key in attributes) {
    if (!key.startsWith('xmlns') || (key.length > 5 && key[5] !== ':')) continue;
    scope[key.slice(6)] = attributes[key]!;
    delete attributes[key];
  }
  return scope;
}
