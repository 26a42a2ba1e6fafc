import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import type { ComposedMail } from './composeMail';
import { type Access, accessToken } from './imap';
import { type Stage, submissionFailure } from './submissionFailure';
import { tlsOptions } from './tls';

const CHUNK = 64 * 1024;

/** One try at handing a mail to the operator (RFC 6409). The value is the server's last line. */
export async function submit(access: Access, mail: ComposedMail): Promise<Result<string, Failure>> {
  const { mss, pace } = access;
  const credential = await accessToken(access);
  if (!credential.ok) return credential;
  const connection = new SMTPConnection({
    host: mss.smtp.host,
    port: mss.smtp.port,
    name: mail.from.slice(mail.from.lastIndexOf('@') + 1),
    secure: mss.smtp.security === 'implicit',
    requireTLS: true,
    tls: tlsOptions({ ...access, host: mss.smtp.host, allowTls13: mss.allowTls13 }),
    connectionTimeout: pace.connect,
    greetingTimeout: pace.connect,
    socketTimeout: pace.silence,
    dnsTimeout: pace.connect,
    logger: false,
    customAuth: { [mechanism(mss.auth)]: authenticate(mss.address, credential.value) },
  });
  let stage: Stage = 'connect';
  return new Promise((resolve) => {
    const fail = (error: unknown) => {
      connection.close();
      resolve(err(submissionFailure(error, stage)));
    };
    const send = () => {
      stage = 'envelope';
      // Once the last byte is handed over, the server may hold the whole message: silence is then no refusal.
      const source = chunks(mail.bytes, () => {
        stage = 'data';
      });
      source.once('end', () => {
        stage = 'answer';
      });
      const dsn = {
        ret: 'HDRS' as const,
        notify: ['SUCCESS' as const, 'FAILURE' as const, 'DELAY' as const],
      };
      connection.send(
        { from: mail.from, to: [mail.to], size: mail.bytes.length, dsn },
        source,
        (error, info) => {
          if (error) return fail(error);
          connection.quit();
          resolve(ok(info.response.split('\n').at(-1) ?? ''));
        },
      );
    };
    connection.once('error', fail);
    connection.on('error', () => {});
    connection.connect((error) => {
      if (error) return fail(error);
      stage = 'login';
      // nodemailer forgets the mechanisms it does not know: they are read in the EHLO answer itself.
      const offered = mechanismsOf(connection.lastServerResponse || '');
      // Some operators know the client by its certificate alone and offer no AUTH at all.
      if (mss.auth === 'certificate' && offered.length === 0) return send();
      if (!offered.includes(mechanism(mss.auth)))
        return fail(new Error('Unsupported authentication mechanism'));
      const auth = { user: mss.address, pass: '', method: mechanism(mss.auth) };
      connection.login(auth, (refused) => (refused ? fail(refused) : send()));
    });
  });
}

const mechanism = (auth: Access['mss']['auth']): string => (auth === 'certificate' ? 'EXTERNAL' : 'XOAUTH2');

const mechanismsOf = (ehlo: string): string[] =>
  ehlo
    .split('\n')
    .flatMap((line) => /^\d+[ -]AUTH[ =](.*)/i.exec(line)?.[1]?.toUpperCase().split(/\s+/) ?? [])
    .filter(Boolean);

/** AUTH with its initial response: EXTERNAL names the mailbox we act as, XOAUTH2 carries the token. */
function authenticate(
  address: string,
  token: string | null,
): SMTPConnection.CustomAuthenticationHandlers[string] {
  return async ({ sendCommand }) => {
    const response = token === null ? address : `user=${address}\u0001auth=Bearer ${token}\u0001\u0001`;
    const method = token === null ? 'EXTERNAL' : 'XOAUTH2';
    let answer = await sendCommand(`AUTH ${method} ${Buffer.from(response).toString('base64')}`);
    // XOAUTH2 says its refusal as a challenge, which an empty line ends.
    if (answer.status === 334) answer = await sendCommand('');
    if (answer.status !== 235) throw new Error('Authentication refused');
    return true;
  };
}

function chunks(bytes: Buffer, onFirst: () => void): Readable {
  return Readable.from(
    (function* () {
      onFirst();
      for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
    })(),
    { objectMode: false },
  );
}
