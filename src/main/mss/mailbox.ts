import type { Clock } from '../../shared/clock';
import type { Configuration } from '../../shared/configuration';
import type { Failure } from '../../shared/failure';
import { limits } from '../../shared/limits';
import type { Log } from '../../shared/log';
import { err, ok, type Result } from '../../shared/result';
import { composeMail } from './composeMail';
import { mssFailure } from './failures';
import type { Bounds } from './fetchMessage';
import type { Access } from './imap';
import { defaultPace, type Pace } from './pace';
import type { Mailbox } from './port';
import { findSent, keepInSent } from './sent';
import { submit } from './submit';
import { watchInbox } from './watch';

export interface MailboxPorts {
  clock: Clock;
  log: Log;
  /** Pro Santé Connect, when `mss.auth` is `xoauth2`. */
  token?: () => Promise<Result<string, Failure>>;
  /** Between 0 and 1, for the jitter of reconnections. */
  random?: () => number;
  pace?: Partial<Pace>;
  /** Lower bounds than {@link limits}, for tests. */
  bounds?: Partial<Bounds>;
}

const PATIENT = '@patient.mssante.fr';

/** The practice's MSSanté mailbox over IMAP and SMTP (Référentiel socle MSSanté #2). */
export function createMailbox(
  config: {
    mss: Configuration['mss'];
    trust: string[];
    client: { certificate: string; key: string };
    /** The revocation lists at hand, PEM; asked before each connection. None: revocation is not checked. */
    revocations?: () => readonly string[];
  },
  ports: MailboxPorts,
): Mailbox {
  const { clock, log } = ports;
  const access: Access = { ...config, token: ports.token, pace: { ...defaultPace, ...ports.pace } };
  return {
    watch: (cursor, handlers) =>
      watchInbox(access, cursor, handlers, {
        log,
        random: ports.random ?? Math.random,
        bounds: { ...limits, ...ports.bounds },
      }),

    async send(mail) {
      const composed = await composeMail(mail, config.mss);
      if (!composed.ok) return composed;
      if (
        mail.to.address.toLowerCase().endsWith(PATIENT) &&
        composed.value.bytes.length > limits.patientMailBytes
      )
        return err(mssFailure('mss-too-large', 'Mon espace santé'));
      const sent = await submit(access, composed.value);
      if (!sent.ok) {
        log.warn('mss.send', { code: sent.error.code, detail: sent.error.detail });
        return sent;
      }
      const receipt = { at: clock.now().toISOString(), answer: sent.value };
      // The mail has left: a copy that cannot be kept is no reason to say otherwise.
      const kept = await keepInSent(access, composed.value, clock.now());
      if (!kept.ok || kept.value === 'no-folder')
        log.warn('mss.copy', { reason: kept.ok ? kept.value : kept.error.code });
      return ok(receipt);
    },

    wasSent: (messageId) => findSent(access, messageId),
  };
}
