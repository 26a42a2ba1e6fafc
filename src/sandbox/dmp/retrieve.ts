import type { XmlElement } from 'libxml2-wasm';
import { senderFault } from '../soap/fault';
import { type Attached, cidHref } from '../soap/multipart';
import { childrenOf, is, only, textOf } from '../xml/document';
import { element, type Markup } from '../xml/write';
import { RegistryRefusal, registryResponse } from './refusal';
import { type DmpRegistry, REPOSITORY, type StoredDocument } from './registry';
import { statuses } from './schemes';
import type { Caller } from './vihf';

const XDS = 'urn:ihe:iti:xds-b:2007';

/** ITI-43: the documents asked for, or the repository's refusal. */
export function documentsAsked(request: XmlElement, registry: DmpRegistry, caller: Caller): StoredDocument[] {
  const asked = is(request, XDS, 'RetrieveDocumentSetRequest')
    ? childrenOf(request, XDS, 'DocumentRequest')
    : [];
  if (!asked.length) throw senderFault('RetrieveDocumentSetRequest/DocumentRequest attendu');
  return asked.map((a) => {
    if (textOf(only(a, XDS, 'RepositoryUniqueId')) !== REPOSITORY)
      throw new RegistryRefusal('XDSUnknownRepositoryId', 'repositoryUniqueId inconnu');
    const found = registry.byUniqueId(textOf(only(a, XDS, 'DocumentUniqueId')));
    const cx = `${caller.patient.value}^^^&${caller.patient.oid}&ISO^NH`;
    if (!found || found.patientId !== cx || found.status === statuses.deleted)
      throw new RegistryRefusal('XDSDocumentUniqueIdError', 'document inconnu');
    return found;
  });
}

/** The answer and its binary parts; `cid` is percent-encoded in the XML and not in the part, as the DMP does. */
export function retrieveResponse(
  found: readonly StoredDocument[],
  repository: DmpRegistry,
  refusal: { code: string; context: string } | null,
): { body: Markup; attached: Attached[] } {
  const attached = found.map((d, n) => ({
    contentId: `urn:ihe:document:${n + 1}@sandbox.invalid`,
    mediaType: 'text/xml',
    bytes: repository.bytesOf(d),
  }));
  const body = element(
    'xds:RetrieveDocumentSetResponse',
    { 'xmlns:xds': XDS },
    registryResponse(refusal),
    found.map((d, n) =>
      element(
        'xds:DocumentResponse',
        {},
        element('xds:RepositoryUniqueId', {}, REPOSITORY),
        element('xds:DocumentUniqueId', {}, d.uniqueId),
        element('xds:mimeType', {}, d.entry.attributes.mimeType ?? 'text/xml'),
        element(
          'xds:Document',
          {},
          element('xop:Include', {
            'xmlns:xop': 'http://www.w3.org/2004/08/xop/include',
            href: cidHref(attached[n]?.contentId ?? ''),
          }),
        ),
      ),
    ),
  );
  return { body, attached };
}
