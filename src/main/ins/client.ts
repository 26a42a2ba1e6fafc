import { Agent, request } from 'node:https';
import type { Clock } from '../../shared/clock';
import type { Configuration } from '../../shared/configuration';
import type { Failure } from '../../shared/failure';
import type { Ids } from '../../shared/ids';
import { limits } from '../../shared/limits';
import type { Log } from '../../shared/log';
import type { Professional } from '../../shared/professional/professional';
import { err, type Result } from '../../shared/result';
import { readEnvelope, writeEnvelope } from '../soap/envelope';
import { type Broken, type Exchange, exchange } from '../soap/exchange';
import { raw } from '../soap/markup';
import { type HttpMessage, writePlain } from '../soap/mtom';
import { readPackage } from '../soap/package';
import { writeInsiAssertion } from './assertion';
import { type InsiError, insiFailure, refusalOf } from './failure';
import type { Insi, InsiAnswer, InsiQuery } from './port';
import { contexts, SEARCH_BY_TRAITS, searchByTraits } from './request';
import { readInsiResult } from './result';

export { type KnownTraits, MAX_CALLS, nextCall, type Tried } from './callPlan';

export interface InsiConfig {
  insi: Configuration['insi'];
  software: Configuration['software'];
  /** PEM of the only authorities accepted. */
  trust: readonly string[];
  /** Authorities of matricules accepted in this environment. */
  insOids: readonly string[];
  practice: {
    sector: string;
    /** N° AM of the professional, FINESS or SIRET: `identifiantFacturation`. */
    billingIdentifier?: string | undefined;
  };
  timeouts?: { idle: number; total: number };
}

export interface InsiPorts {
  clock: Clock;
  ids: Ids;
  log: Log;
}

const TIMEOUTS = { idle: 10_000, total: 20_000 };

/**
 * WS_INS2 in mode CPx (ins.md §5): SOAP 1.2 over HTTPS, our trust anchors only, no client certificate – the
 * signed assertion says who asks. The answer is checked (§5.8, what needs no database) before it is given.
 */
export function createInsi(
  config: InsiConfig,
  professional: () => Result<Professional, Failure>,
  ports: InsiPorts,
): Insi & { close(): void } {
  const agent = new Agent({
    ca: [...config.trust],
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
    keepAlive: true,
    maxSockets: 2,
  });
  const bounds = { ...(config.timeouts ?? TIMEOUTS), answerBytes: limits.insiAnswerBytes };
  const post = (message: HttpMessage) =>
    exchange(
      (headers, idle) => request(config.insi.url, { method: 'POST', agent, headers, timeout: idle }),
      message,
      bounds,
    );

  async function search(query: InsiQuery): Promise<Result<InsiAnswer, Failure>> {
    if (!query.birthName || !query.firstNames.some(Boolean) || !/^\d{4}-\d{2}-\d{2}$/.test(query.birthDate))
      return err(insiFailure('insi-traits-incomplete'));
    const holder = professional();
    if (!holder.ok) return holder;
    const { clock, ids, log } = ports;
    const started = clock.now();
    const assertion = await writeInsiAssertion(
      { ...config.practice, id: `_${ids.uuid()}`, now: started },
      holder.value,
    );
    if (!assertion.ok) return assertion;
    const messageId = `uuid:${ids.uuid()}`;
    const envelope = writeEnvelope({
      action: SEARCH_BY_TRAITS,
      messageId,
      security: raw(assertion.value),
      headers: contexts(config.software, holder.value.identity.nationalId, ids, started),
      body: searchByTraits(query),
    });
    const result = read(await post(writePlain(envelope, SEARCH_BY_TRAITS)), messageId);
    const fields = { messageId, milliseconds: clock.now().getTime() - started.getTime() };
    if (result.ok) log.info('insi.search', { ...fields, code: result.value.code });
    else log.warn('insi.search', { ...fields, code: result.error.code, detail: result.error.detail });
    return result;
  }

  function read(answered: Exchange, messageId: string): Result<InsiAnswer, Failure> {
    if (answered.kind === 'broken')
      return err(insiFailure(BROKEN[answered.why], `${answered.why} ${answered.detail}`));
    const packed = readPackage(answered);
    const answer = packed.ok ? readEnvelope(packed.value.envelope) : packed;
    const bad = (detail: string) => err(insiFailure('insi-bad-answer', detail));
    if (!answer.ok)
      return answered.status >= 500
        ? err(insiFailure('insi-unavailable', `HTTP ${answered.status}`))
        : bad(`HTTP ${answered.status} ${answer.error.code}`);
    if (answer.value.fault) return err(refusalOf(answer.value.fault));
    if (answer.value.relatesTo !== null && answer.value.relatesTo !== messageId)
      return bad('RelatesTo another message');
    return answer.value.body ? readInsiResult(answer.value.body, config.insOids) : bad('empty body');
  }

  return { searchByTraits: search, close: () => agent.destroy() };
}

const BROKEN: Record<Broken, InsiError> = {
  unreachable: 'insi-unreachable',
  certificate: 'insi-server-certificate',
  tls: 'insi-tls',
  cut: 'insi-unreachable',
  timeout: 'insi-timeout',
  'too-large': 'insi-bad-answer',
};
