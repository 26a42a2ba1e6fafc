import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hasShared, shared } from '../support/shared';

/** What cases start from, by form. Our own small seeds come first and are always the same. */
export interface Seeds {
  xml: readonly Buffer[];
  mail: readonly Buffer[];
  pdf: readonly Buffer[];
}

/** Public examples above this would leave no time for anything else. */
const LARGEST = 240_000;

/** Seeds of the project and, where they stand beside it, the public examples. */
export function seeds(withShared: boolean): Seeds {
  const own = resolve(import.meta.dirname, '../fuzz/corpus');
  const files = (folder: string, end: string) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(end))
      .toSorted()
      .map((name) => readFileSync(join(folder, name)));
  const lent = withShared && hasShared ? files(shared('data', 'cda-examples'), '.xml') : [];
  return {
    xml: [...files(own, '.xml'), ...lent.filter((bytes) => bytes.length <= LARGEST)],
    mail: files(own, '.eml'),
    pdf: files(own, '.pdf'),
  };
}
