import { createHash } from 'node:crypto';
import type { Failure } from '../../shared/failure';
import type { Ins } from '../../shared/identity/ins';
import { err, type Result } from '../../shared/result';
import { attachmentOf } from '../soap/attachment';
import { el, type Markup } from '../soap/markup';
import type { DocumentEntry } from '../xds/model';
import { at, attribute, child, childrenOf, textOf, type XmlElement } from '../xml/element';
import { parseXml } from '../xml/parse';
import { call, type DmpRoom } from './call';
import { dmpFailure } from './failure';
import { failureOf, readRegistryResponse } from './registryResponse';

const XDSB = 'urn:ihe:iti:xds-b:2007';
const RS = 'urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0';

/** TD3.2, ITI-43: the bytes of one document, checked to be the one asked. */
export async function retrieve(
  room: DmpRoom,
  patient: Ins,
  entry: DocumentEntry,
): Promise<Result<Uint8Array, Failure>> {
  const answer = await call(room, {
    transaction: 'TD3.2',
    service: 'repository',
    action: 'urn:ihe:iti:2007:RetrieveDocumentSet',
    patient,
    body: retrieveRequest(entry, room.config.dmp.repositoryUniqueId),
  });
  if (!answer.ok) return answer;
  return readRetrieved(answer.value.body, answer.value.parts, entry);
}

export const retrieveRequest = (entry: DocumentEntry, repository: string): Markup =>
  el(
    'xds:RetrieveDocumentSetRequest',
    { 'xmlns:xds': XDSB },
    el(
      'xds:DocumentRequest',
      {},
      el('xds:RepositoryUniqueId', {}, entry.repositoryUniqueId ?? repository),
      el('xds:DocumentUniqueId', {}, entry.uniqueId),
    ),
  );

/** Takes the document out of a `RetrieveDocumentSetResponse`. */
export function readRetrieved(
  body: XmlElement,
  parts: ReadonlyMap<string, Uint8Array>,
  entry: DocumentEntry,
): Result<Uint8Array, Failure> {
  const registry = child(body, 'RegistryResponse', RS);
  if (body.name !== 'RetrieveDocumentSetResponse' || !registry)
    return err(dmpFailure('dmp-bad-answer', `body ${body.name.slice(0, 40)}`));
  const response = readRegistryResponse(registry);
  if (response.status !== 'Success') return err(failureOf(response));
  const answers = childrenOf(body, 'DocumentResponse');
  const same = answers.find((d) => textOf(child(d, 'DocumentUniqueId')).trim() === entry.uniqueId);
  if (!same)
    return err(
      dmpFailure(answers.length > 0 ? 'dmp-other-document' : 'dmp-bad-answer', `${answers.length} documents`),
    );
  const document = child(same, 'Document');
  if (!document) return err(dmpFailure('dmp-bad-answer', 'no Document'));
  const bytes = attachmentOf(document, parts);
  if (!bytes.ok) return err(dmpFailure('dmp-bad-answer', bytes.error.detail));
  if (!isTheOne(bytes.value, entry)) return err(dmpFailure('dmp-other-document'));
  return bytes;
}

/**
 * Hash and size as the registry knows them, then the id inside the CDA. What cannot be read as a CDA is
 * let through: it is kept and shown as unreadable, never lost.
 */
function isTheOne(bytes: Uint8Array, entry: DocumentEntry): boolean {
  if (entry.hash && createHash('sha1').update(bytes).digest('hex') !== entry.hash.toLowerCase()) return false;
  if (entry.size !== null && entry.size !== bytes.length) return false;
  const cda = parseXml(bytes);
  if (!cda.ok || cda.value.name !== 'ClinicalDocument') return true;
  const id = at(cda.value, 'id');
  if (!id) return true;
  const [root, extension] = [attribute(id, 'root'), attribute(id, 'extension')];
  return (extension ? `${root}^${extension}` : root) === entry.uniqueId;
}
