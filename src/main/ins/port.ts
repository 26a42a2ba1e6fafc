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

/** The national identity service. Its absence never blocks care. */
export interface Insi {
  /** WS_INS2: one call, by the traits given. */
  searchByTraits(query: InsiQuery): Promise<Result<InsiAnswer, Failure>>;
}
