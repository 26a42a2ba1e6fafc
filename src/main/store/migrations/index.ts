import * as foundation from './0001-foundation';
import * as worklist from './0002-worklist';
import * as threads from './0003-threads';
import * as mailCopies from './0004-mail-copies';
import * as comparableResults from './0005-comparable-results';
import * as insVerifications from './0006-ins-verifications';
import * as worklistCounts from './0007-worklist-counts';
import * as saidOutside from './0008-said-outside';
import * as search from './0009-search';

export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** In order, append-only: what was released is never edited (its hash is recorded in every base). */
export const migrations: readonly Migration[] = [
  foundation,
  worklist,
  threads,
  mailCopies,
  comparableResults,
  insVerifications,
  worklistCounts,
  saidOutside,
  search,
];
