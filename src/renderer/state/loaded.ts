import type { Failure } from '../../shared/failure';

/** A snapshot asked of main: what is known, whether more is coming, why it failed. An old value stays while a new one comes. */
export interface Loaded<T> {
  readonly value: T | null;
  readonly loading: boolean;
  readonly failure: Failure | null;
}

export const unasked: Loaded<never> = { value: null, loading: false, failure: null };
export const asking = <T>(last: Loaded<T>): Loaded<T> => ({ ...last, loading: true, failure: null });
export const known = <T>(value: T): Loaded<T> => ({ value, loading: false, failure: null });
export const failed = <T>(last: Loaded<T>, failure: Failure): Loaded<T> => ({
  value: last.value,
  loading: false,
  failure,
});

/** The next state after an answer. */
export const settled = <T>(
  last: Loaded<T>,
  answer: { ok: true; value: T } | { ok: false; error: Failure },
): Loaded<T> => (answer.ok ? known(answer.value) : failed(last, answer.error));
