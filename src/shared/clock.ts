/** Time comes in through a parameter, so that every format is reproducible byte for byte in a test. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still, for tests and for the CLI's `--at`. */
export const fixedClock = (iso: string): Clock => ({ now: () => new Date(iso) });
