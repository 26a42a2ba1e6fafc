/** Cards of the bac à sable, fictive from the first byte to the last. */
export { type CpsContent, type CpsSwitches, createCps3 } from './cps3';
export { createCps4 } from './cps4';
export { type NetworkReader, serveCard } from './networkReader';
export type { VirtualCard } from './virtualCard';
export { createUnknownCard, createVitale1, createVitale2 } from './vitale';
export { type InsertedCard, insertIntoVpcd } from './vpcd';
