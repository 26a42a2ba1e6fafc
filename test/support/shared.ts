import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../../../shared');

/** Material beside the project (public examples, schemas). A clone may stand without it: such tests say they were skipped. */
export const hasShared = existsSync(join(folder, 'data'));
export const skippedWithoutShared = hasShared ? '' : ' [skipped: ../shared is not beside this clone]';
export const shared = (...parts: string[]): string => join(folder, ...parts);
