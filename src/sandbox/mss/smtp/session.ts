import type { Socket } from 'node:net';
import { pause } from '../faults';
import type { House } from '../operator';
import { loginExternal, loginXoauth2 } from '../sasl';
import { addressesOf, secure } from '../tls';
import type { Wire } from '../wire';
import { parsePath } from './path';

const LINE = 4096;

interface Transaction {
  from: string;
  ret: 'HDRS' | 'FULL';
  recipients: { address: string; notify: string[] }[];
}

/** One submission session (RFC 6409): TLS first, then login, then mail. */
export async function serveSmtp(wire: Wire, house: House): Promise<void> {
  let secured = house.options.security === 'implicit';
  let user: string | null = null;
  let mail: Transaction | null = null;
  wire.receiveBudget = house.faults.dropSmtpAfterBytes ?? null;
  const say = async (...lines: string[]) => {
    await pause(house.faults.slowMs);
    wire.write(lines.map((line) => `${line}\r\n`).join(''));
  };
  await say('220 bac-a-sable.mssante.fr ESMTP');
  for (;;) {
    const line = await wire.line(LINE);
    if (line === null) return;
    const [verb = '', ...rest] = line.split(' ');
    const argument = rest.join(' ').trim();
    switch (verb.toUpperCase()) {
      case 'EHLO':
      case 'HELO':
        mail = null;
        await say(...extensions(house, secured, user !== null));
        break;
      case 'STARTTLS': {
        if (secured) {
          await say('503 5.5.1 Already secured');
          break;
        }
        await say('220 2.0.0 Ready');
        const socket = await secure(wire.socket as Socket, house.options.tls, !house.options.acceptToken);
        if (!socket) return;
        wire.replace(socket);
        secured = true;
        user = null;
        break;
      }
      case 'AUTH':
        if (!secured) await say('530 5.7.0 Must issue a STARTTLS command first');
        else {
          user = await login(wire, house, argument, say);
          await say(user ? '235 2.7.0 Accepted' : '535 5.7.8 Authentication refused');
        }
        break;
      case 'MAIL': {
        if (!user) {
          await say('530 5.7.0 Authentication required');
          break;
        }
        const path = parsePath(argument, 'FROM');
        if (!path || path.address.toLowerCase() !== user)
          await say('553 5.7.1 Sender is not the owner of this login');
        else if (Number(path.parameters.get('SIZE') ?? 0) > house.sizeLimit)
          await say('552 5.3.4 Message too big');
        else {
          mail = {
            from: path.address,
            ret: path.parameters.get('RET') === 'FULL' ? 'FULL' : 'HDRS',
            recipients: [],
          };
          await say('250 2.1.0 Ok');
        }
        break;
      }
      case 'RCPT': {
        const path = parsePath(argument, 'TO');
        const refusal = path ? house.delivery.refusal(path.address) : '501 5.1.3 Bad address';
        if (!mail) await say('503 5.5.1 MAIL first');
        else if (refusal) await say(refusal);
        else {
          const notify = (path?.parameters.get('NOTIFY') ?? '').toUpperCase().split(',').filter(Boolean);
          mail.recipients.push({ address: path!.address, notify });
          await say('250 2.1.5 Ok');
        }
        break;
      }
      case 'DATA': {
        if (!mail || mail.recipients.length === 0) {
          await say('503 5.5.1 RCPT first');
          break;
        }
        await say('354 End data with <CR><LF>.<CR><LF>');
        const data = await wire.dotted(house.sizeLimit);
        if (!data) return;
        if (data.tooLarge) await say('552 5.3.4 Message too big');
        else {
          house.delivery.submit(mail, data.body);
          if (house.faults.dropBeforeFinalAnswer) return wire.destroy();
          await say('250 2.0.0 Ok: queued');
        }
        mail = null;
        break;
      }
      case 'RSET':
        mail = null;
        await say('250 2.0.0 Ok');
        break;
      case 'NOOP':
        await say('250 2.0.0 Ok');
        break;
      case 'QUIT':
        await say('221 2.0.0 Bye');
        return;
      default:
        await say('500 5.5.2 Unknown command');
    }
  }
}

function extensions(house: House, secured: boolean, loggedIn: boolean): string[] {
  const mechanisms = ['EXTERNAL', ...(house.options.acceptToken ? ['XOAUTH2'] : [])];
  const list = [
    'bac-a-sable.mssante.fr',
    `SIZE ${house.sizeLimit}`,
    '8BITMIME',
    'ENHANCEDSTATUSCODES',
    'PIPELINING',
    'DSN',
    ...(secured ? (loggedIn ? [] : [`AUTH ${mechanisms.join(' ')}`]) : ['STARTTLS']),
  ];
  return list.map((item, i) => `250${i === list.length - 1 ? ' ' : '-'}${item}`);
}

async function login(
  wire: Wire,
  house: House,
  argument: string,
  say: (line: string) => Promise<void>,
): Promise<string | null> {
  const [mechanism = '', initial] = argument.split(' ');
  let response = initial;
  if (response === undefined) {
    await say('334 ');
    response = (await wire.line(16 * 1024)) ?? '*';
  }
  if (response === '*' || house.faults.refuseLogin) return null;
  if (mechanism.toUpperCase() === 'EXTERNAL') {
    return loginExternal(response, addressesOf(wire.socket, house.options.mailboxes));
  }
  if (mechanism.toUpperCase() === 'XOAUTH2') return loginXoauth2(response, house.options);
  return null;
}
