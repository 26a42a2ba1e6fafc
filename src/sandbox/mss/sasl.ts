import type { OperatorOptions } from './operator';

const decode = (base64: string): string =>
  base64 === '=' ? '' : Buffer.from(base64, 'base64').toString('utf8');

/** EXTERNAL (RFC 4422 A): who the certificate says, acting as the address asked for. The address, or null. */
export function loginExternal(base64: string, allowed: readonly string[]): string | null {
  const asked = decode(base64).trim().toLowerCase();
  if (asked === '') return allowed.length === 1 ? allowed[0]! : null;
  return allowed.includes(asked) ? asked : null;
}

/** XOAUTH2: `user=…^Aauth=Bearer …^A^A`. The address, or null. */
export async function loginXoauth2(base64: string, options: OperatorOptions): Promise<string | null> {
  const fields = decode(base64).split('\u0001');
  const user = fields.find((f) => f.startsWith('user='))?.slice('user='.length);
  const token = fields.find((f) => f.startsWith('auth=Bearer '))?.slice('auth=Bearer '.length);
  if (!user || !token || !options.acceptToken) return null;
  const known = options.mailboxes.some((m) => m.address.toLowerCase() === user.toLowerCase());
  return known && (await options.acceptToken(user, token)) ? user.toLowerCase() : null;
}
