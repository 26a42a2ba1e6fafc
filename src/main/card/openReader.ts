import type { Configuration } from '../../shared/configuration';
import type { Channel } from './channel';
import type { CardReader } from './port';
import { networkChannel } from './remoteReader';
import { type Supervision, supervisedReader } from './supervisedReader';

/**
 * The readers of this post, as configured. `spawn` starts the card process for PC/SC readers
 * (`forkedChannel` under Node, a utilityProcess in the shell); a network reader needs none: a socket never blocks us.
 */
export function openReader(
  card: Configuration['card'],
  options: Supervision & { spawn: () => Channel },
): CardReader {
  const { spawn, ...supervision } = options;
  const { reader } = card;
  return supervisedReader(
    reader.kind === 'pcsc' ? spawn : networkChannel(reader.host, reader.port),
    supervision,
  );
}
