/** What main says when it needs the card's code. */
export interface PinQuestion {
  holder: string;
  triesLeft: number | null;
  lastWrong: boolean;
  reason: string;
}

/** What main says when the store needs its passphrase. */
export interface PassphraseQuestion {
  mode: 'create' | 'unlock';
  wrong: boolean;
}

/** The only door of a secret window: one question, one answer. */
export interface SecretBridge {
  request(): Promise<unknown>;
  answer(secret: string | null): void;
}
