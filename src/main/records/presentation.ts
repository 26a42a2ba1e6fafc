import type { Presentation } from '../../shared/documents/presentation';
import type { Failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import { type Db, getBlob } from '../store/store';
import { stylesheetFailure } from '../stylesheet/failure';
import type { PresentedBy } from '../stylesheet/present';
import { modelOf, recordFailure } from './record';

/** How documents are laid out by stylesheets here. */
export interface Stylesheets {
  present: PresentedBy;
  /** The sheet the practice installed, that of the ANS for instance; null when there is none. */
  ofPractice(): Promise<Uint8Array | null>;
}

/**
 * A kept document as the sheet that came with it lays it out: beside it in its archive, or around it in the same
 * file; else as the sheet of the practice does (BIO.06, E-DMP-15). Nothing of it is kept.
 */
export async function presentDocument(
  db: Db,
  documentId: string,
  { present, ofPractice }: Stylesheets,
): Promise<Result<Presentation, Failure>> {
  const row = await db
    .selectFrom('documents')
    .select(['sha256', 'model'])
    .where('id', '=', documentId)
    .executeTakeFirst();
  if (!row) return err(recordFailure('document-unknown'));
  const model = modelOf(row);
  const travelled = model.attachments.find((a) => a.role === 'stylesheet');
  const own = travelled ? await getBlob(db, travelled.sha256) : null;
  const practice = model.hasStylesheet || model.level !== 'N3' ? null : await ofPractice();
  if (!model.hasStylesheet && !practice) return err(stylesheetFailure('stylesheet-none'));
  const made = await present({ document: await getBlob(db, row.sha256), sheet: own ?? practice });
  return made.ok ? ok({ source: practice ? 'practice' : 'sender', ...made.value }) : made;
}
