import { createHash } from 'node:crypto';
import type { Failure } from '../../shared/failure';
import type { Ids } from '../../shared/ids';
import { err, ok, type Result } from '../../shared/result';
import { el, type Markup, raw } from '../soap/markup';
import { include } from '../soap/mtom';
import { signatureEntryOf } from '../xds/signature';
import { writeSubmission } from '../xds/write';
import { call, type DmpRoom } from './call';
import { dmpFailure } from './failure';
import type { DmpReceipt, DmpSubmission } from './port';
import { failureOf, readRegistryResponse } from './registryResponse';

/** TD2.1, ITI-41. */
export async function submit(room: DmpRoom, submission: DmpSubmission): Promise<Result<DmpReceipt, Failure>> {
  const request = submissionRequest(submission);
  if (!request.ok) return request;
  const answer = await call(room, {
    transaction: 'TD2.1',
    service: 'repository',
    action: 'urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-b',
    patient: submission.patient,
    changes: true,
    ...request.value,
  });
  if (!answer.ok) return answer;
  if (answer.value.body.name !== 'RegistryResponse')
    return err(dmpFailure('dmp-unknown', `body ${answer.value.body.name.slice(0, 40)}`));
  const response = readRegistryResponse(answer.value.body);
  const receipt = (status: DmpReceipt['status']): Result<DmpReceipt, Failure> =>
    ok({ status, at: room.ports.clock.now().toISOString(), answer: response.summary });
  if (response.status === 'Success' && response.failures.length === 0) return receipt('Success');
  // The uniqueId is known already: a first try whose answer was lost went through (dmp.md §5.3).
  if (response.failures.length > 0 && response.failures.every((f) => f.code === 'dmp-already-there'))
    return receipt('AlreadyThere');
  return err(failureOf(response));
}

export interface SubmissionRequest {
  body: Markup;
  parts: { contentId: string; mediaType: string; bytes: Uint8Array }[];
}

/** `ProvideAndRegisterDocumentSetRequest` and its parts. The same submission always gives the same bytes. */
export function submissionRequest(submission: DmpSubmission): Result<SubmissionRequest, Failure> {
  const { metadata, documents, lotSignature } = submission;
  const [first] = metadata.entries;
  if (!first) return err(dmpFailure('dmp-request', 'no document'));
  const time = instantOf(metadata.set.submissionTime);
  if (!time) return err(dmpFailure('dmp-request', 'submissionTime'));
  const signature = signatureEntryOf(metadata.set, first, derivedIds(metadata.set.uniqueId), time);
  const bytesOf: Readonly<Record<string, Uint8Array>> = { ...documents, [signature.entryUuid]: lotSignature };
  const entries = [...metadata.entries, signature];
  if (entries.some((e) => !bytesOf[e.entryUuid]) || Object.keys(bytesOf).length !== entries.length)
    return err(dmpFailure('dmp-request', 'entries and documents differ'));
  const contentId = (entryUuid: string) => `${entryUuid.replace(/[^\w.-]/g, '')}@colloque`;
  return ok({
    body: el(
      'xds:ProvideAndRegisterDocumentSetRequest',
      { 'xmlns:xds': 'urn:ihe:iti:xds-b:2007' },
      raw(writeSubmission(metadata, { form: 'dmp', signature })),
      entries.map((e) => el('xds:Document', { id: e.entryUuid }, include(contentId(e.entryUuid)))),
    ),
    parts: entries.map((e) => ({
      contentId: contentId(e.entryUuid),
      mediaType: e.mimeType,
      bytes: bytesOf[e.entryUuid]!,
    })),
  });
}

/** The signature's entry takes its id from the set's: a second try must not look like another lot. */
function derivedIds(setUniqueId: string): Ids {
  const hex = createHash('sha256').update(`signature of ${setUniqueId}`).digest('hex');
  return { uuid: () => hex.slice(0, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-8$3-8$4-$5') };
}

/** DTM in UTC to the second → instant. */
function instantOf(dtm: string): Date | null {
  const m = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(dtm);
  return m ? new Date(`${m[1]}-${m[2]}-${m[3]}T${m[4]}:${m[5]}:${m[6]}Z`) : null;
}
