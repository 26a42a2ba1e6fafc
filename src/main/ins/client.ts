import { Agent, request } from 'node:https';
import type { Clock } from '../../shared/clock';
import type { Configuration } from '../../shared/configuration';
import type { Failure } from '../../shared/failure';
import type { Ids } from '../../shared/ids';
import { limits } from '../../shared/limits';
import type { Log } from '../../shared/log';
import type { Professional } from '../../shared/professional/professional';
import { err, ok, type Result } from '../../shared/result';
import { readEnvelope, writeEnvelope } from '../soap/envelope';
import { type Broken, type Exchange, exchange } from '../soap/exchange';
import { type Markup, raw } from '../soap/markup';
import { type HttpMessage, writePlain } from '../soap/mtom';
import { readPackage } from '../soap/package';
import type { XmlElement } from '../xml/element';
import { writeInsiAssertion } from './assertion';
import { type InsiError, insiFailure, refusalOf } from './failure';
import type { Insi, InsiAnswer } from './port';
import { contexts, SEARCH_BY_TRAITS, searchByTraits } from './request';
import { readInsiResult } from './result';
import { readVerification, verificationProfile, verifyWithTraits } from './verification';

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
 * WS_INS2 and WS_INS3 in mode CPx (ins.md §5): SOAP 1.2 over HTTPS, our trust anchors only, no client certificate – the
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

  /** One call, from the assertion to the body of the answer; what happened goes to the log, no trait ever does. */
  async function ask<T>({ event, action, body, answer, word }: Call<T>): Promise<Result<Asked<T>, Failure>> {
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
      action,
      messageId,
      security: raw(assertion.value),
      headers: contexts(config.software, holder.value.identity.nationalId, ids, started),
      body,
    });
    const read = bodyOf(await post(writePlain(envelope, action)), messageId);
    const result = read.ok ? answer(read.value) : read;
    const fields = { messageId, milliseconds: clock.now().getTime() - started.getTime() };
    if (!result.ok) {
      log.warn(event, { ...fields, code: result.error.code, detail: result.error.detail });
      return result;
    }
    log.info(event, { ...fields, code: word(result.value) });
    return ok({ value: result.value, messageId });
  }

  function bodyOf(answered: Exchange, messageId: string): Result<XmlElement, Failure> {
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
    return answer.value.body ? ok(answer.value.body) : bad('empty body');
  }

  return {
    async searchByTraits(query) {
      if (!query.birthName || !query.firstNames.some(Boolean) || !WHOLE_DATE.test(query.birthDate))
        return err(insiFailure('insi-traits-incomplete'));
      const asked = await ask<InsiAnswer>({
        event: 'insi.search',
        action: SEARCH_BY_TRAITS,
        body: searchByTraits(query),
        answer: (body) => readInsiResult(body, config.insOids),
        word: (answer) => answer.code,
      });
      return asked.ok ? ok(asked.value.value) : asked;
    },
    async verify(claim) {
      const { birthName, firstNames, firstGivenName, birthDate } = claim.traits;
      if (!birthName || !(firstNames || firstGivenName) || !WHOLE_DATE.test(birthDate))
        return err(insiFailure('insi-traits-incomplete'));
      const asked = await ask({
        event: 'insi.verify',
        action: verificationProfile.action,
        body: verifyWithTraits(claim),
        answer: readVerification,
        word: (verdict) => verdict,
      });
      return asked.ok ? ok({ verdict: asked.value.value, messageId: asked.value.messageId }) : asked;
    },
    close: () => agent.destroy(),
  };
}

const WHOLE_DATE = /^\d{4}-\d{2}-\d{2}$/;

interface Call<T> {
  /** Its name in the log. */
  event: string;
  action: string;
  body: Markup;
  answer(body: XmlElement): Result<T, Failure>;
  /** The answer in one word, for the log. */
  word(value: T): string;
}
interface Asked<T> {
  value: T;
  messageId: string;
}

const BROKEN: Record<Broken, InsiError> = {
  unreachable: 'insi-unreachable',
  certificate: 'insi-server-certificate',
  tls: 'insi-tls',
  cut: 'insi-unreachable',
  timeout: 'insi-timeout',
  'too-large': 'insi-bad-answer',
};
