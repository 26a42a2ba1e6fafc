/** The front door of the store. */
export { getBlob, putBlob, sha256 } from './blobs';
export type { Database, Db, NewRow, Row, Tx } from './database';
export { failureOf } from './failure';
export { openStore, type Store, type StoreOptions } from './open';
export type { Search } from './search';
