import type { Failure } from '../../shared/failure';
import type { Ins } from '../../shared/identity/ins';
import type { StrictTraits } from '../../shared/identity/traits';
import type { Result } from '../../shared/result';

/** Answer of INSi to a search by traits: code 00 with an identity, 01 none, 02 several. */
export type InsiAnswer =
  | { code: '00'; ins: Ins; history: Ins[]; traits: StrictTraits; warnings: string[] }
  | { code: '01' }
  | { code: '02' };

export interface InsiQuery {
  birthName: string;
  firstNames: string[];
  sex: 'M' | 'F';
  /** ISO. */
  birthDate: string;
  birthPlace: string | null;
}

/** An INS as another domain gave it, with the traits it came with: what is verified, exactly as it would be asked. */
export interface InsiClaim {
  ins: Ins;
  traits: {
    birthName: string;
    /** The list of birth given names; null when only the first was given. */
    firstNames: string | null;
    firstGivenName: string | null;
    sex: 'M' | 'F';
    /** ISO, whole. */
    birthDate: string;
    birthPlace: string | null;
  };
}

export interface InsiVerdict {
  verdict: 'ok' | 'ko';
  /** Of the call, for the trace (INS.42). */
  messageId: string;
}

/** The national identity service. Its absence never blocks care. */
export interface Insi {
  /** WS_INS2: one call, by the traits given. */
  searchByTraits(query: InsiQuery): Promise<Result<InsiAnswer, Failure>>;
  /** WS_INS3: does INSi hold this INS for these traits? */
  verify(claim: InsiClaim): Promise<Result<InsiVerdict, Failure>>;
}
