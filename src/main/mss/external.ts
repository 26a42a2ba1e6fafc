import type { ImapFlow } from 'imapflow';

/** The part of imapflow's inside that a SASL mechanism needs: see docs/decisions/030-imapflow-nodemailer.md. */
interface Inside {
  commands: Map<string, (connection: Inside, user: string) => Promise<unknown>>;
  capabilities: Map<string, unknown>;
  authCapabilities: Map<string, boolean>;
  write(line: string): void;
  exec(
    command: string,
    attributes: { type: 'ATOM'; value: string }[],
    options: { onPlusTag(): Promise<void> },
  ): Promise<{ next(): void }>;
}

/**
 * Teaches one connection SASL EXTERNAL (RFC 4422 A): the TLS client certificate says who we are,
 * the response which mailbox we act as. imapflow knows PLAIN, LOGIN and OAuth only; its table of
 * commands is per connection once copied, so the others keep theirs.
 */
export function speakExternal(client: ImapFlow): void {
  const inside = client as unknown as Inside;
  inside.commands = new Map(inside.commands).set('AUTHENTICATE', external);
}

async function external(connection: Inside, user: string): Promise<string> {
  if (!connection.capabilities.has('AUTH=EXTERNAL')) throw new Error('Unsupported authentication mechanism');
  const response = Buffer.from(user).toString('base64');
  const atOnce = connection.capabilities.has('SASL-IR');
  const attributes = ['EXTERNAL', ...(atOnce ? [response] : [])].map((value) => ({
    type: 'ATOM' as const,
    value,
  }));
  try {
    const answer = await connection.exec('AUTHENTICATE', attributes, {
      async onPlusTag() {
        connection.write(atOnce ? '*' : response);
      },
    });
    answer.next();
  } catch (error) {
    // As imapflow's own mechanisms do: only a tagged NO or BAD is a refusal, anything else a lost connection.
    if ((error as { responseStatus?: string }).responseStatus)
      Object.assign(error as Error, { authenticationFailed: true });
    throw error;
  }
  connection.authCapabilities.set('AUTH=EXTERNAL', true);
  return user;
}
