/** What an operator can do wrong, switched on by a test or the bac à sable. Each holds until it is switched off. */
export interface Faults {
  /** Waits this long before every answer. */
  slowMs?: number | undefined;
  /** Cuts an IMAP connection after this many bytes sent. */
  dropImapAfterBytes?: number | undefined;
  /** Cuts an SMTP connection after this many bytes received. */
  dropSmtpAfterBytes?: number | undefined;
  /** Takes the message, delivers it, and cuts the line before the final 250. */
  dropBeforeFinalAnswer?: boolean | undefined;
  /** Refuses every login. */
  refuseLogin?: boolean | undefined;
}

export const pause = (ms: number | undefined): Promise<void> =>
  ms ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
