/** What of a document decides which version is current. */
export interface Version {
  id: string;
  uniqueId: string | null;
  setId: string | null;
  version: number | null;
  date: string | null;
  replaces: readonly string[];
  /** Matricule and traits of the person it names, as keys; null where they are missing. */
  ins: string | null;
  traits: string | null;
  /** Versions that a person of the practice has refused to see put in its place. */
  upheldAgainst?: readonly string[];
}

/**
 * The person each document names, as a key to compare inside one thread only. The matricule decides; a document
 * without one goes with the only matricule that has the same traits; one that names nobody stands alone.
 */
export function personsOf(documents: readonly Version[]): Map<string, string> {
  const numbers = new Map<string, Set<string>>();
  for (const { ins, traits } of documents)
    if (ins !== null && traits !== null)
      numbers.set(traits, (numbers.get(traits) ?? new Set<string>()).add(ins));
  const keyOf = ({ id, ins, traits }: Version): string => {
    if (ins !== null) return `ins ${ins}`;
    if (traits === null) return `document ${id}`;
    const known = [...(numbers.get(traits) ?? [])];
    return known.length === 1 ? `ins ${known[0]}` : `traits ${traits}`;
  };
  return new Map(documents.map((d) => [d.id, keyOf(d)]));
}

/**
 * For each document the one that is current in its place, or null where it is current itself. A version is newer
 * by its number in the same set for the same person, or because it says that it replaces (RPLC), whomever it names:
 * what its sender replaced is not current any more. Neither order of arrival nor filing counts; versions that
 * replace each other in a circle settle nothing and all stay current.
 */
export function currentVersions(documents: readonly Version[]): Map<string, string | null> {
  const older = olderThan(documents);
  const newer = reversed(older);
  const out = new Map<string, string | null>(documents.map((d) => [d.id, null]));
  const taken = new Set<number>();
  const heads = sources(older, newer)
    .map((circle) => circle.filter((n) => n < documents.length).sort((a, b) => byAge(documents, b, a)))
    .sort((a, b) => byAge(documents, b[0]!, a[0]!));
  for (const circle of heads) {
    const head = documents[circle[0]!]!;
    for (const n of circle) taken.add(n);
    for (const n of reach(older, circle, taken)) {
      const old = documents[n];
      if (old && !old.upheldAgainst?.includes(head.id)) out.set(old.id, head.id);
    }
  }
  return out;
}

/** Older before newer: by number, else by date; then by id, so that the answer is the same for the same documents. */
export function compareVersions(
  a: Pick<Version, 'id' | 'version' | 'date'>,
  b: Pick<Version, 'id' | 'version' | 'date'>,
): number {
  return (
    (a.version ?? 0) - (b.version ?? 0) ||
    (a.date ?? '').localeCompare(b.date ?? '') ||
    a.id.localeCompare(b.id)
  );
}

const byAge = (documents: readonly Version[], a: number, b: number): number =>
  compareVersions(documents[a]!, documents[b]!);

type Graph = readonly (readonly number[])[];

/**
 * Edges from newer to older. A level of a set is a node of its own beyond the documents: a set of thousands
 * would otherwise make millions of edges.
 */
function olderThan(documents: readonly Version[]): Graph {
  const edges: number[][] = documents.map(() => []);
  const byUniqueId = grouped(documents, (d) => d.uniqueId);
  for (const [n, d] of documents.entries())
    for (const replaced of d.replaces)
      for (const old of byUniqueId.get(replaced) ?? []) if (old !== n) edges[n]!.push(old);
  const persons = personsOf(documents);
  const sets = grouped(documents, (d) =>
    d.setId === null || d.version === null ? null : `${persons.get(d.id)} ${d.setId}`,
  );
  for (const members of sets.values()) {
    const levels = grouped(members, (n) => String(documents[n]!.version));
    let below: number[] = [];
    for (const version of [...levels.keys()].map(Number).sort((a, b) => a - b)) {
      const level = levels.get(String(version))!.map((at) => members[at]!);
      if (below.length > 0) {
        const node = edges.push(below) - 1;
        for (const n of level) edges[n]!.push(node);
        below = [...level, node];
      } else below = level;
    }
  }
  return edges;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string | null): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const [n, item] of items.entries()) {
    const key = keyOf(item);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(n);
    else groups.set(key, [n]);
  }
  return groups;
}

function reversed(graph: Graph): Graph {
  const back: number[][] = graph.map(() => []);
  for (const [from, tos] of graph.entries()) for (const to of tos) back[to]!.push(from);
  return back;
}

/** Nodes reached from `starts` that are not in `seen` yet, the starts left out. */
function reach(graph: Graph, starts: readonly number[], seen: Set<number>): number[] {
  const found: number[] = [];
  const stack = [...starts];
  for (let n = stack.pop(); n !== undefined; n = stack.pop())
    for (const next of graph[n]!)
      if (!seen.has(next)) {
        seen.add(next);
        found.push(next);
        stack.push(next);
      }
  return found;
}

/** The circles (mostly of one node) that nothing outside points at: Kosaraju's order finds one in each. */
function sources(graph: Graph, back: Graph): number[][] {
  const seen = new Set<number>();
  const circles: number[][] = [];
  for (const n of finishOrder(graph).reverse()) {
    if (seen.has(n)) continue;
    seen.add(n);
    reach(graph, [n], seen);
    circles.push([n, ...reach(back, [n], new Set([n]))]);
  }
  return circles;
}

/** Nodes in the order a depth-first walk leaves them; without recursion, for a thread may be long. */
function finishOrder(graph: Graph): number[] {
  const order: number[] = [];
  const seen = new Set<number>();
  for (const start of graph.keys()) {
    if (seen.has(start)) continue;
    seen.add(start);
    const stack = [{ node: start, next: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const to = graph[top.node]![top.next++];
      if (to === undefined) {
        order.push(top.node);
        stack.pop();
      } else if (!seen.has(to)) {
        seen.add(to);
        stack.push({ node: to, next: 0 });
      }
    }
  }
  return order;
}
