import { connectionFailure } from './connectionFailure';
import { type MssFailure, mssFailure } from './failures';

/** How far a submission went. `answer`: every byte was handed over, the server's last word is awaited. */
export type Stage = 'connect' | 'login' | 'envelope' | 'data' | 'answer';

interface Raised {
  code?: unknown;
  command?: unknown;
  responseCode?: unknown;
  response?: unknown;
  message?: unknown;
}

/** What a failed submission means: refused for good, safe to try again, or – only after the last byte – unknown. */
export function submissionFailure(error: unknown, stage: Stage): MssFailure {
  const raised = (error ?? {}) as Raised;
  if (/unsupported authentication/i.test(String(raised.message))) return mssFailure('mss-login-unsupported');
  // STARTTLS answered by a refusal: it is the encryption that failed, not the mail.
  if (raised.code === 'ETLS') return connectionFailure(error);
  if (typeof raised.responseCode === 'number') return refusal(raised, raised.responseCode, stage);
  if (/larger than allowed/.test(String(raised.message)))
    return mssFailure('mss-too-large', 'SIZE announced');
  if (stage === 'answer') return mssFailure('mss-unknown', String(raised.code ?? 'no code'));
  if (stage === 'login' && raised.code === 'EAUTH') return mssFailure('mss-login-refused');
  const failure = connectionFailure(error);
  const cut = failure.code === 'mss-disconnected' || (failure.code === 'mss-timeout' && stage !== 'connect');
  return cut && stage !== 'connect'
    ? mssFailure('mss-interrupted', `${stage} ${failure.detail ?? ''}`)
    : failure;
}

/** The server said no, in so many digits: nothing left. */
function refusal({ command, response }: Raised, status: number, stage: Stage): MssFailure {
  const detail = `${stage} ${codes(response) || status}`;
  const at = String(command ?? '');
  // Postfix lets any handshake through and then says « 421 4.7.1 Client certificate not trusted ».
  if ((stage === 'connect' || stage === 'login') && /\bcertificat/i.test(String(response)))
    return mssFailure('mss-client-certificate', detail);
  if (status === 552 || / 5\.(?:3\.4|2\.3)\b/.test(String(response)))
    return mssFailure('mss-too-large', detail);
  if (status === 421 || (status >= 400 && status < 500)) return mssFailure('mss-deferred', detail);
  if (at.startsWith('AUTH') || status === 535 || status === 530)
    return mssFailure('mss-login-refused', detail);
  if (at === 'RCPT TO') return mssFailure('mss-recipient-refused', detail);
  if (at === 'MAIL FROM') return mssFailure('mss-sender-refused', detail);
  if (status >= 500 && status < 600) return mssFailure('mss-message-refused', detail);
  return stage === 'answer' ? mssFailure('mss-unknown', detail) : mssFailure('mss-protocol', detail);
}

/** Only the digits of the answer: its words may name the recipient. */
const codes = (response: unknown): string =>
  /^\d{3}(?:[ -]\d\.\d{1,3}\.\d{1,3})?/.exec(String(response ?? ''))?.[0] ?? '';
