import type { Presentation } from '../../shared/documents/presentation';
import type { Failure } from '../../shared/failure';
import { err, type Result } from '../../shared/result';
import { presentDocument } from '../records/presentation';
import { stylesheetFailure } from '../stylesheet/failure';
import type { Means } from './means';

/** A kept document by its stylesheet, where this practice lays documents out. */
export const presentation = async (
  { store, stylesheets }: Means,
  documentId: string,
): Promise<Result<Presentation, Failure>> =>
  stylesheets
    ? presentDocument(store.db, documentId, stylesheets)
    : err(stylesheetFailure('stylesheet-none'));
