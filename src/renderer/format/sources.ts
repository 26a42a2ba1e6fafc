import type { Source } from '../../shared/contract/thread';
import { instant } from './dates';

/** « reçu par MSSanté le 23/11/2026 à 09 h 12 (Biolab) », « vu au DMP le … » */
export function sourceWords({ channel, how, at, from }: Source): string {
  if (how === 'seen') return `vu au DMP le ${instant(at)}`;
  if (channel === 'dmp') return `rapporté du DMP le ${instant(at)}`;
  return `reçu par MSSanté le ${instant(at)}${from ? ` (${from})` : ''}`;
}
