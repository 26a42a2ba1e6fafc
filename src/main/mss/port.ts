import type { Failure } from '../../shared/failure';
import type { Result } from '../../shared/result';

/** Where reading the mailbox stopped. A new UIDVALIDITY starts again from 1; the intake removes what it already has. */
export interface MailCursor {
  uidValidity: string;
  lastUid: number;
}

export interface FetchedMessage {
  uid: number;
  uidValidity: string;
  /** The message as the server has it; only its headers when it was refused. */
  bytes: Uint8Array;
  receivedAt: string;
  seen: boolean;
  /** Why the message was not brought (too large, unreadable). It stays on the server; the queue goes on after it. */
  refused?: Failure;
}

export interface MailboxWatch {
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

/** The practice's MSSanté mailbox: IMAP to receive, SMTP to send, TLS always. */
export interface Mailbox {
  /**
   * Receives from `cursor` on, then stays (IDLE, or polling) until stopped. Each message goes to `onMessage`;
   * only when its promise is fulfilled does the cursor move on (`onCursor`). Comes back by itself after a cut.
   */
  watch(
    cursor: MailCursor | null,
    handlers: {
      onMessage(message: FetchedMessage): Promise<void>;
      onCursor(cursor: MailCursor): Promise<void>;
      onState(state: { connected: boolean; failure: Failure | null }): void;
    },
  ): MailboxWatch;
  /** One try. A lost final answer is the failure `mss-unknown`. */
  send(mail: OutgoingMail): Promise<Result<SmtpReceipt, Failure>>;
  /**
   * Did this Message-ID leave? True when Sent has its copy or the inbox a report or an answer about it;
   * null when nothing can be said: its absence proves nothing, the copy is written after the sending.
   */
  wasSent(messageId: string): Promise<Result<boolean | null, Failure>>;
}
