import type { Failure } from '../../shared/failure';
import type { Professional } from '../../shared/professional/professional';
import type { Result } from '../../shared/result';
import type { DmpRoom, DmpSettings } from './call';
import { find, findByUniqueId } from './find';
import type { Dmp } from './port';
import { retrieve } from './retrieve';
import { submit } from './submit';
import { testExistence } from './testExistence';
import { createTransport, type TransportConfig } from './transport';

export { type LotToSign, signLot } from './signLot';

export type DmpConfig = DmpSettings & TransportConfig;

/**
 * The DMP of dmp.md over SOAP, mutual TLS and one VIHF a call. `professional` is asked at each call: who
 * holds the card now signs. `close` ends the connections kept open.
 */
export function createDmp(
  config: DmpConfig,
  professional: () => Result<Professional, Failure>,
  ports: DmpRoom['ports'],
): Dmp & { close(): void } {
  const transport = createTransport(config);
  const room: DmpRoom = { config, professional, transport, ports };
  return {
    testExistence: (patient) => testExistence(room, patient),
    submit: (submission) => submit(room, submission),
    findByUniqueId: (patient, uniqueId) => findByUniqueId(room, patient, uniqueId),
    find: (patient) => find(room, patient),
    retrieve: (patient, entry) => retrieve(room, patient, entry),
    close: () => transport.close(),
  };
}
