import { z } from 'zod';

/** When trying again makes sense: never, at once, later by itself, or after a human did something. */
export const retrySchema = z.enum(['never', 'now', 'later', 'human']);
export type Retry = z.infer<typeof retrySchema>;

/**
 * A foreseen failure. Each folder closes its own union of codes (`CardError`, `DmpError`…).
 * `message` and `action` are French sentences for the user; `detail` is for the log
 * and never holds a patient's traits.
 */
export interface Failure<Code extends string = string> {
  readonly code: Code;
  readonly retry: Retry;
  /** What happened, in a sentence a doctor understands. */
  readonly message: string;
  /** What to do next, in the imperative. */
  readonly action: string;
  readonly detail?: string | undefined;
}

export const failureSchema = z.object({
  code: z.string(),
  retry: retrySchema,
  message: z.string(),
  action: z.string(),
  detail: z.string().optional(),
});

/** Makes the failure constructor of a folder from its catalogue of codes. */
export function failures<const C extends Record<string, { retry: Retry; message: string; action: string }>>(
  catalogue: C,
) {
  return (code: keyof C & string, detail?: string): Failure<keyof C & string> => {
    const { retry, message, action } = catalogue[code]!;
    return { code, retry, message, action, ...(detail === undefined ? {} : { detail }) };
  };
}
