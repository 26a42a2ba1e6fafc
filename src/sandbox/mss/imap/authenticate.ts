import { loginExternal, loginXoauth2 } from '../sasl';
import { addressesOf } from '../tls';
import { capabilities } from './capability';
import type { Command } from './session';
import { text } from './syntax';

/** AUTHENTICATE EXTERNAL or XOAUTH2 (RFC 3501 §6.2.2, RFC 4959), over TLS only. */
export const authenticate: Command = async (session, [mechanism, initial]) => {
  const { wire, house } = session;
  if (!session.secured) return 'NO [PRIVACYREQUIRED] TLS first';
  if (session.box) return 'BAD Already logged in';
  let response = text(initial);
  if (response === null) {
    wire.write('+ \r\n');
    response = await wire.line(16 * 1024);
    if (response === null) return null;
  }
  if (response === '*') return 'BAD Cancelled';
  const name = text(mechanism)?.toUpperCase();
  let address: string | null = null;
  if (house.faults.refuseLogin) address = null;
  else if (name === 'EXTERNAL')
    address = loginExternal(response, addressesOf(wire.socket, house.options.mailboxes));
  else if (name === 'XOAUTH2') {
    address = await loginXoauth2(response, house.options);
    if (!address) {
      // The error comes as a challenge; an empty line ends the exchange.
      wire.write(`+ ${Buffer.from('{"status":"401"}').toString('base64')}\r\n`);
      if ((await wire.line(1024)) === null) return null;
    }
  }
  if (!address) return 'NO [AUTHENTICATIONFAILED] Refused';
  session.box = house.boxes.open(address);
  return `OK [CAPABILITY ${capabilities(session)}] Welcome`;
};
