import type { Failure } from '../../shared/failure';
import type { Professional, ProfessionalIdentity } from '../../shared/professional/professional';

export type CardKind = 'cps3' | 'cps4' | 'cps2ter' | 'vitale2' | 'vitale1' | 'unknown';

/** One PC/SC slot as the floor above sees it. */
export interface CardReader {
  /** Readers and cards as they come and go; called at once with what is there. */
  watch(listener: (event: ReaderEvent) => void): () => void;
  /** One APDU to the card in that reader; answers data + SW. Rejects with a {@link Failure} when the card is gone or mute. */
  transmit(reader: string, apdu: Uint8Array): Promise<Uint8Array>;
  close(): Promise<void>;
}

export type ReaderEvent =
  | { type: 'reader-added' | 'reader-removed'; reader: string }
  | { type: 'card-inserted'; reader: string; atr: Uint8Array }
  | { type: 'card-removed'; reader: string }
  | { type: 'service-lost'; failure: Failure };

/** What the screen says of cards. */
export interface CardState {
  readers: { name: string; kind: CardKind | null }[];
  /** The CPS holder, once read; no PIN is needed for the name. */
  holder: ProfessionalIdentity | null;
  pinVerified: boolean;
  triesLeft: number | null;
  failure: Failure | null;
}

/** Asks a human for the PIN, in a window of its own. Null: they gave up. */
export interface PinEntry {
  ask(request: {
    holder: string;
    triesLeft: number;
    lastWrong: boolean;
    reason: string;
  }): Promise<string | null>;
}

/** The cards of this post: watches readers, recognises cards, becomes a {@link Professional} when a CPS is in. */
export interface CardDesk {
  state(): CardState;
  onChange(listener: (state: CardState) => void): () => void;
  /** The professional whose CPS is inserted, or why there is none. The PIN is asked by `sign`, when the card wants it. */
  professional(): { ok: true; value: Professional } | { ok: false; error: Failure };
  /**
   * Presents the PIN if the card wants it, and reads what it guards: the situations d'exercice.
   * `reason` is the sentence shown above the PIN field.
   */
  unlock(reason: string): Promise<{ ok: true; value: Professional } | { ok: false; error: Failure }>;
  close(): Promise<void>;
}
