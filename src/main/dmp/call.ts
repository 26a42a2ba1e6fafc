import type { Clock } from '../../shared/clock';
import type { Configuration } from '../../shared/configuration';
import type { Failure } from '../../shared/failure';
import type { Ins } from '../../shared/identity/ins';
import type { Ids } from '../../shared/ids';
import type { Log } from '../../shared/log';
import type { Professional } from '../../shared/professional/professional';
import { err, ok, type Result } from '../../shared/result';
import { readEnvelope, writeEnvelope } from '../soap/envelope';
import type { Broken } from '../soap/exchange';
import { type Content, raw } from '../soap/markup';
import { writeMtom, writePlain } from '../soap/mtom';
import { readPackage } from '../soap/package';
import type { XmlElement } from '../xml/element';
import { type DmpError, dmpFailure, refusal } from './failure';
import type { Transport } from './transport';
import { writeVihf } from './vihf';

export interface DmpSettings {
  dmp: Configuration['dmp'];
  software: Configuration['software'];
  /** `oid` names our messages; `sector` is the secteur d'activité, `SA07`. */
  practice: { structureId: string; sector: string; oid: string };
}

/** What every transaction needs. */
export interface DmpRoom {
  config: DmpSettings;
  professional: () => Result<Professional, Failure>;
  transport: Transport;
  ports: { clock: Clock; ids: Ids; log: Log };
}

export interface DmpCall {
  /** For the log: `TD0.2`… */
  transaction: string;
  service: 'patients' | 'repository' | 'registry';
  action: string;
  /** Absent in TD0.4 only. */
  patient: Ins | null;
  body: Content;
  parts?: readonly { contentId: string; mediaType: string; bytes: Uint8Array }[];
  /** The call changes the DMP: a lost answer is then not known to be a failure. */
  changes?: boolean;
}

export interface DmpAnswer {
  body: XmlElement;
  parts: ReadonlyMap<string, Uint8Array>;
}

/** One call: VIHF signed by the professional of this instant, envelope, exchange, answer or the reason of its absence. */
export async function call(room: DmpRoom, request: DmpCall): Promise<Result<DmpAnswer, Failure>> {
  const { clock, ids, log } = room.ports;
  const professional = room.professional();
  if (!professional.ok) return professional;
  const started = clock.now();
  const vihf = await writeVihf(
    { ...room.config, patient: request.patient, id: `_${ids.uuid()}`, now: started },
    professional.value,
  );
  if (!vihf.ok) return vihf;
  const url = `${room.config.dmp.base.replace(/\/$/, '')}/${request.service}`;
  const messageId = `urn:uuid:${ids.uuid()}`;
  const { action, body, parts } = request;
  const envelope = writeEnvelope({ action, messageId, to: url, security: raw(vihf.value), body });
  const message = parts
    ? writeMtom(envelope, parts, { action, boundary: `mime-${ids.uuid()}` })
    : writePlain(envelope, action);

  const exchanged = await room.transport.post(url, message, { alone: request.changes === true });
  const done = (result: Result<DmpAnswer, Failure>, detail?: string) => {
    const fields = {
      transaction: request.transaction,
      messageId,
      milliseconds: clock.now().getTime() - started.getTime(),
    };
    if (result.ok) log.info('dmp.call', fields);
    else log.warn('dmp.call', { ...fields, code: result.error.code, detail: detail ?? result.error.detail });
    return result;
  };
  if (exchanged.kind === 'broken')
    return done(err(brokenAs(exchanged.why, exchanged.sent && request.changes === true, exchanged.detail)));

  const unreadable = (detail: string): Failure =>
    dmpFailure(request.changes ? 'dmp-unknown' : 'dmp-bad-answer', detail);
  const packed = readPackage(exchanged);
  const answer = packed.ok ? readEnvelope(packed.value.envelope) : packed;
  if (!packed.ok || !answer.ok)
    return done(err(withoutSoap(exchanged.status) ?? unreadable(`HTTP ${exchanged.status}`)));
  const { fault, relatesTo } = answer.value;
  if (fault)
    return done(
      err(refusal(fault.subcodes.at(-1) ?? '', [fault.reason, ...fault.detail.map((d) => d.text)].join(' '))),
    );
  if (relatesTo !== null && relatesTo !== messageId)
    return done(err(unreadable('RelatesTo another message')));
  if (!answer.value.body || exchanged.status >= 300)
    return done(err(withoutSoap(exchanged.status) ?? unreadable(`HTTP ${exchanged.status}, no body`)));
  return done(ok({ body: answer.value.body, parts: packed.value.parts }));
}

const BROKEN: Record<Broken, DmpError> = {
  unreachable: 'dmp-unreachable',
  certificate: 'dmp-server-certificate',
  tls: 'dmp-tls',
  cut: 'dmp-unreachable',
  timeout: 'dmp-timeout',
  'too-large': 'dmp-bad-answer',
};
const brokenAs = (why: Broken, perhapsDone: boolean, detail: string): Failure =>
  dmpFailure(perhapsDone ? 'dmp-unknown' : BROKEN[why], `${why} ${detail}`);

/** What an intermediary says without SOAP. 503 was refused at the door; of 502 and 504 nobody knows how far they went. */
const withoutSoap = (status: number): Failure | null =>
  status === 503 || status === 429
    ? dmpFailure('dmp-busy', `HTTP ${status}`)
    : status >= 400 && status < 500
      ? dmpFailure('dmp-refused', `HTTP ${status}`)
      : null;
