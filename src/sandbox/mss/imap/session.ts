import type { Socket } from 'node:net';
import type { Box } from '../boxes';
import { pause } from '../faults';
import type { Folder } from '../folder';
import type { House } from '../operator';
import { secure } from '../tls';
import type { Wire } from '../wire';
import { append } from './append';
import { authenticate } from './authenticate';
import { capabilities } from './capability';
import { copy, move } from './copy';
import { fetch } from './fetch';
import { idle } from './idle';
import { create, list, namespace, status } from './list';
import { search } from './search';
import { select } from './select';
import { expunge, store } from './store';
import { readCommand, type Token, tokens } from './syntax';

/** The folder a client has open, as it has been told of it: sequence numbers are places in `uids`. */
export interface Selected {
  folder: Folder;
  readOnly: boolean;
  uids: number[];
  /** Flags last told, to tell only what changed. */
  flags: Map<number, string>;
}

export interface Session {
  readonly wire: Wire;
  readonly house: House;
  secured: boolean;
  box: Box | null;
  selected: Selected | null;
  /** An untagged line. */
  tell(line: string): void;
}

/** `OK done`, `NO …`: the tagged answer; null when the connection is over. */
export type Answer = string | null;
export type Command = (session: Session, args: Token[], byUid: boolean) => Answer | Promise<Answer>;

const open: Record<string, Command> = {
  NOOP: () => 'OK NOOP completed',
  CAPABILITY: (session) => {
    session.tell(`CAPABILITY ${capabilities(session)}`);
    return 'OK CAPABILITY completed';
  },
  ID: (session) => {
    session.tell('ID ("name" "bac a sable MSSante")');
    return 'OK ID completed';
  },
  AUTHENTICATE: authenticate,
  LOGIN: (session) =>
    session.secured ? 'NO [AUTHENTICATIONFAILED] No password here' : 'NO [PRIVACYREQUIRED] TLS first',
};

const loggedIn: Record<string, Command> = {
  LIST: list,
  LSUB: list,
  NAMESPACE: namespace,
  STATUS: status,
  CREATE: create,
  SUBSCRIBE: () => 'OK SUBSCRIBE completed',
  UNSUBSCRIBE: () => 'OK UNSUBSCRIBE completed',
  ENABLE: (session) => {
    session.tell('ENABLED');
    return 'OK ENABLE completed';
  },
  SELECT: (session, args) => select(session, args, false),
  EXAMINE: (session, args) => select(session, args, true),
  APPEND: append,
};

const selected: Record<string, Command> = {
  CHECK: () => 'OK CHECK completed',
  CLOSE: (session) => {
    if (!session.selected!.readOnly) expunge(session, [], false);
    session.selected = null;
    return 'OK CLOSE completed';
  },
  UNSELECT: (session) => {
    session.selected = null;
    return 'OK UNSELECT completed';
  },
  IDLE: idle,
  FETCH: fetch,
  SEARCH: search,
  STORE: store,
  COPY: copy,
  MOVE: move,
  EXPUNGE: expunge,
};

/** One IMAP session, from the greeting to LOGOUT. */
export async function serveImap(wire: Wire, house: House): Promise<void> {
  const session: Session = {
    wire,
    house,
    secured: house.options.security === 'implicit',
    box: null,
    selected: null,
    tell: (line) => wire.write(`* ${line}\r\n`),
  };
  wire.sendBudget = house.faults.dropImapAfterBytes ?? null;
  session.tell(`OK [CAPABILITY ${capabilities(session)}] Bac a sable MSSante`);
  for (;;) {
    const parts = await readCommand(wire, house.sizeLimit);
    if (parts === null) return;
    if (parts === 'too-large') return session.tell('BYE Literal too large');
    const [tagToken, verbToken, ...args] = tokens(parts) ?? [];
    const tag = tagToken?.kind === 'atom' ? tagToken.text : '*';
    await pause(house.faults.slowMs);
    let verb = verbToken?.kind === 'atom' ? verbToken.text.toUpperCase() : '';
    const byUid = verb === 'UID';
    if (byUid) {
      const next = args.shift();
      verb = next?.kind === 'atom' ? next.text.toUpperCase() : '';
    }
    if (verb === 'LOGOUT') {
      session.tell('BYE Au revoir');
      wire.write(`${tag} OK LOGOUT completed\r\n`);
      return;
    }
    if (verb === 'STARTTLS') {
      if (!(await startTls(session, tag))) return;
      continue;
    }
    const answer = await dispatch(session, verb, args, byUid);
    if (answer === null) return;
    // Sequence numbers may not move under these (RFC 3501 §7.4.1).
    if (byUid || !['FETCH', 'STORE', 'SEARCH'].includes(verb)) refresh(session);
    wire.write(`${tag} ${answer}\r\n`);
  }
}

function dispatch(session: Session, verb: string, args: Token[], byUid: boolean): Answer | Promise<Answer> {
  if (open[verb]) return open[verb](session, args, byUid);
  if (loggedIn[verb]) return session.box ? loggedIn[verb](session, args, byUid) : 'BAD Login first';
  if (selected[verb])
    return session.selected ? selected[verb](session, args, byUid) : 'BAD Select a mailbox first';
  return 'BAD Unknown command';
}

async function startTls(session: Session, tag: string): Promise<boolean> {
  const { wire, house } = session;
  if (session.secured) {
    wire.write(`${tag} BAD Already secured\r\n`);
    return true;
  }
  wire.write(`${tag} OK Begin TLS\r\n`);
  const socket = await secure(wire.socket as Socket, house.options.tls, !house.options.acceptToken);
  if (!socket) return false;
  wire.replace(socket);
  session.secured = true;
  return true;
}

/** Tells what other clients, or the arrival of mail, changed in the open folder. */
export function refresh(session: Session): void {
  const view = session.selected;
  if (!view) return;
  const current = view.folder.messages();
  const alive = new Set(current.map((m) => m.uid));
  for (let place = view.uids.length - 1; place >= 0; place--) {
    if (alive.has(view.uids[place]!)) continue;
    view.flags.delete(view.uids[place]!);
    view.uids.splice(place, 1);
    session.tell(`${place + 1} EXPUNGE`);
  }
  const known = new Set(view.uids);
  const fresh = current.filter((m) => !known.has(m.uid));
  if (fresh.length > 0) {
    view.uids.push(...fresh.map((m) => m.uid));
    session.tell(`${view.uids.length} EXISTS`);
  }
  view.uids.forEach((uid, place) => {
    const flags = [...(view.folder.get(uid)?.flags ?? [])].join(' ');
    const told = view.flags.get(uid);
    view.flags.set(uid, flags);
    if (told !== undefined && told !== flags)
      session.tell(`${place + 1} FETCH (UID ${uid} FLAGS (${flags}))`);
  });
}
