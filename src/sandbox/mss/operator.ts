import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { Boxes } from './boxes';
import { Delivery, messageIdOf } from './delivery';
import type { Faults } from './faults';
import { serveImap } from './imap/session';
import { serveSmtp } from './smtp/session';
import { secure } from './tls';
import { Wire } from './wire';

export type { Faults } from './faults';

/** PEM texts. `ca`: who may have signed the clients' certificates. */
export interface OperatorTls {
  certificate: string;
  key: string;
  ca: string | string[];
}

export interface OperatorOptions {
  /** Where the mail is kept: the same folder at the next start gives the same mailboxes. */
  dir: string;
  tls: OperatorTls;
  /** `structureId`: only a certificate of that structure opens it; absent, any certificate of the CA. */
  mailboxes: readonly { address: string; name: string; structureId?: string }[];
  /** `{15 characters}@patient.mssante.fr`. */
  patients?: readonly { address: string; state: 'open' | 'closed' }[];
  /** Other domains of the trusted space, where mail may go and is then out of sight. */
  domains?: readonly string[];
  /** `starttls` (default): ports of 143 and 587; `implicit`: of 993 and 465. */
  security?: 'starttls' | 'implicit';
  /** 25 MB by default. */
  sizeLimit?: number;
  /** Judges an XOAUTH2 token. When given, the client certificate is no longer compulsory. */
  acceptToken?: (address: string, token: string) => boolean | Promise<boolean>;
  faults?: Faults;
  now?: () => Date;
  ports?: { imap?: number; smtp?: number };
}

/** What the IMAP and SMTP sessions of one operator share. */
export interface House {
  readonly options: OperatorOptions;
  readonly boxes: Boxes;
  readonly delivery: Delivery;
  readonly sizeLimit: number;
  faults: Faults;
  now(): Date;
}

export interface Operator {
  readonly imap: { host: string; port: number; security: 'starttls' | 'implicit' };
  readonly smtp: { host: string; port: number; security: 'starttls' | 'implicit' };
  /** Puts a message in the INBOX of `to` as if another operator had brought it. */
  deliver(to: string, raw: Uint8Array | string): Promise<void>;
  /** Everything in the INBOX of an address, patients' included, in UID order. */
  messagesOf(
    address: string,
  ): Promise<{ uid: number; raw: Buffer; messageId: string | null; flags: string[] }[]>;
  /** How many messages with this Message-ID were taken by SMTP: 2 is a duplicate. */
  submissions(messageId: string): number;
  /** Replaces the faults in force; `{}` heals everything. */
  setFault(faults: Faults): void;
  /** Gives the INBOX a new UIDVALIDITY, as after a restored backup, and cuts the connections. */
  resetUidValidity(address: string): void;
  /** Cuts every open connection, as a network would. */
  cut(): void;
  stop(): Promise<void>;
}

/** An MSSanté operator on loopback: IMAP and SMTP over TLS, mail kept on disk, the rules of the trusted space. */
export async function startOperator(options: OperatorOptions): Promise<Operator> {
  const now = options.now ?? (() => new Date());
  const boxes = new Boxes(join(options.dir, 'boxes'), () => now().getTime());
  const delivery = new Delivery(options, boxes, now);
  const house: House = {
    options,
    boxes,
    delivery,
    sizeLimit: options.sizeLimit ?? 25 * 1024 * 1024,
    faults: options.faults ?? {},
    now,
  };
  for (const { address } of options.mailboxes) boxes.open(address);
  const security = options.security ?? 'starttls';
  const open = new Set<Socket>();
  const listen = (port: number, serve: (wire: Wire, house: House) => Promise<void>) =>
    listening(port, async (socket) => {
      open.add(socket);
      socket.once('close', () => open.delete(socket));
      socket.on('error', () => socket.destroy());
      const wire = new Wire(socket);
      if (security === 'implicit') {
        const secured = await secure(socket, options.tls, !options.acceptToken);
        if (!secured) return;
        wire.replace(secured);
      }
      await serve(wire, house);
      wire.end();
    });
  const servers = [
    await listen(options.ports?.imap ?? 0, serveImap),
    await listen(options.ports?.smtp ?? 0, serveSmtp),
  ];
  const [imap, smtp] = servers.map((server) => ({ host: '127.0.0.1', port: portOf(server), security }));
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    imap: imap!,
    smtp: smtp!,
    async deliver(to, raw) {
      boxes.inbox(to).add(typeof raw === 'string' ? Buffer.from(raw) : raw, now());
    },
    async messagesOf(address) {
      const inbox = boxes.inbox(address);
      return inbox.messages().map((m) => {
        const raw = inbox.raw(m);
        return { uid: m.uid, raw, messageId: messageIdOf(raw), flags: [...m.flags] };
      });
    },
    submissions: (messageId) => delivery.submissions(messageId),
    setFault(faults) {
      house.faults = faults;
    },
    resetUidValidity(address) {
      boxes.inbox(address).renumber();
      cut();
    },
    cut,
    async stop() {
      cut();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

const portOf = (server: Server): number => (server.address() as { port: number }).port;

function listening(port: number, serve: (socket: Socket) => Promise<void>): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer({ noDelay: true }, (socket) => {
      serve(socket).catch((bug: unknown) => {
        console.error('mss operator', bug);
        socket.destroy();
      });
    });
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
