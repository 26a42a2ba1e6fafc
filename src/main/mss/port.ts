import type { Failure } from '../../shared/failure';
import type { Result } from '../../shared/result';

/** Where reading the mailbox stopped. A new UIDVALIDITY starts again from 1; the intake removes what it already has. */
export interface MailCursor {
  uidValidity: string;
  lastUid: number;
  /** HIGHESTMODSEQ up to which flags were followed (RFC 7162); null where the server keeps none, or nothing was followed yet. */
  modSeq: string | null;
}

/** The flags that are followed, of those every client knows (RFC 3501 §2.3.2). */
export const copyFlags = ['\\Seen', '\\Answered', '\\Flagged', '\\Deleted'] as const;
export type CopyFlag = (typeof copyFlags)[number];

export interface FetchedMessage {
  uid: number;
  uidValidity: string;
  /** The message as the server has it; only its headers when it was refused. */
  bytes: Uint8Array;
  receivedAt: string;
  flags: readonly CopyFlag[];
  /** Why the message was not brought (too large, unreadable). It stays on the server; the queue goes on after it. */
  refused?: Failure;
}

/** A message that left the inbox: what finds it in another folder. */
export interface MissingCopy {
  uidValidity: string;
  uid: number;
  /** Null: the message had none, and cannot be found. */
  messageId: string | null;
  /** In octets, as it was brought: two messages may share a Message-ID. */
  size: number;
}

/** Where a message that left the inbox was found. */
export interface MailPlace {
  folder: string;
  trash: boolean;
}

/** What the practice remembers of the copies in the inbox of the server, which other clients change at the same time. */
export interface MailCopies {
  /** UIDs believed to be in the inbox, with their flags. */
  known(uidValidity: string): Promise<ReadonlyMap<number, readonly CopyFlag[]>>;
  /** The server's word: flags as they are now, and UIDs that are no longer in the inbox. */
  changed(
    uidValidity: string,
    flags: ReadonlyMap<number, readonly CopyFlag[]>,
    gone: readonly number[],
  ): Promise<void>;
  /** All the inbox was brought under this UIDVALIDITY: what was known under another and did not come back has left. */
  settled(uidValidity: string): Promise<void>;
  /** What left and was not looked for yet. */
  missing(limit: number): Promise<MissingCopy[]>;
  /** Null: looked for, and in no folder. */
  found(copy: MissingCopy, place: MailPlace | null): Promise<void>;
  /** UIDs read here whose \Seen is still to be set. */
  toMark(uidValidity: string, limit: number): Promise<number[]>;
  marked(uidValidity: string, uids: readonly number[]): Promise<void>;
}

export interface MailboxWatch {
  /** Looks at the mailbox soon: something of ours waits to be told to it. */
  look(): void;
  /** Ends the watch and closes the connection. */
  stop(): Promise<void>;
}

export interface OutgoingMail {
  /** Minted with the intent and kept over every try: `<uuid@domain>`. */
  messageId: string;
  date: Date;
  to: { address: string; name: string | null };
  subject: string;
  text: string;
  headers: Readonly<Record<string, string>>;
  attachments: { fileName: string; mediaType: string; bytes: Uint8Array }[];
}

export interface SmtpReceipt {
  at: string;
  /** The server's last line. */
  answer: string;
}

export interface MailHandlers {
  /** Messages in UID order, to be kept all or none, and the cursor that stands after them. Fulfilled once both are safe. */
  onMessages(messages: readonly FetchedMessage[], cursor: MailCursor): Promise<void>;
  /** The cursor moved without a message. */
  onCursor(cursor: MailCursor): Promise<void>;
  onState(state: { connected: boolean; failure: Failure | null }): void;
  copies: MailCopies;
}

/** The practice's MSSanté mailbox: IMAP to receive, SMTP to send, TLS always. */
export interface Mailbox {
  /**
   * Receives from `cursor` on, then stays (IDLE, or polling) until stopped: brings what arrives, follows what
   * other clients do to what was brought, marks as read what was read here. Comes back by itself after a cut.
   */
  watch(cursor: MailCursor | null, handlers: MailHandlers): MailboxWatch;
  /** One try. A lost final answer is the failure `mss-unknown`. */
  send(mail: OutgoingMail): Promise<Result<SmtpReceipt, Failure>>;
  /**
   * Did this Message-ID leave? True when Sent has its copy or the inbox a report or an answer about it;
   * null when nothing can be said: its absence proves nothing, the copy is written after the sending.
   */
  wasSent(messageId: string): Promise<Result<boolean | null, Failure>>;
}
