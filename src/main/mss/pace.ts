/** How long the mailbox waits, in milliseconds. */
export interface Pace {
  /** To connect, shake hands and be greeted. */
  connect: number;
  /** Silence of a server that should be answering. */
  silence: number;
  /** IDLE is renewed and the inbox looked at again after this long, whatever the server pushes. */
  look: number;
  /** First wait before coming back after a cut; doubles up to `longestWait`. */
  firstWait: number;
  longestWait: number;
  /** Least time between two looks: a server that pushes without end does not drive us. */
  breath: number;
  /** Changes by other clients are gathered this long before they are looked at. */
  gather: number;
}

/** RFC 2177 wants IDLE renewed within 29 minutes; boxes in between cut earlier. Without IDLE, imapflow polls every 2 minutes (MSS: not more often). */
export const defaultPace: Pace = {
  connect: 20_000,
  silence: 90_000,
  look: 9 * 60_000,
  firstWait: 2_000,
  longestWait: 5 * 60_000,
  breath: 250,
  gather: 2_000,
};

/** The wait before try number `attempt` (from 0), with jitter so that practices do not come back all at once. */
export const waitBefore = (attempt: number, pace: Pace, random: () => number): number =>
  Math.min(pace.longestWait, pace.firstWait * 2 ** Math.min(attempt, 20)) * (0.5 + random() / 2);
