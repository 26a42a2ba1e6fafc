import type { Presentation } from '../../shared/documents/presentation';
import type { Failure } from '../../shared/failure';
import type { Result } from '../../shared/result';
import type { Transform } from './engine';
import { sanitise } from './sanitise';

/** What a thread is asked: a document, and the sheet to lay it out with (`null`: the document holds its own). */
export interface PresentationRequest {
  document: Uint8Array;
  sheet: Uint8Array | null;
}
export type PresentedBy = (
  request: PresentationRequest,
) => Promise<Result<Pick<Presentation, 'css' | 'nodes'>, Failure>>;

/** Transforms, then keeps what may be shown. Run it only in a confined thread. */
export const presentWith =
  (transform: Transform): PresentedBy =>
  async ({ document, sheet }) => {
    const made = await transform(document, sheet ?? document);
    return made.ok ? sanitise(made.value) : made;
  };
