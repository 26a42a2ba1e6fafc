import type { DepositOutcome, DmpServer } from '../dmp/server';
import { element, raw } from '../xml/write';
import { metadata } from './writer/archive';
import { DOCUMENTS } from './writer/clinical';
import type { Deposit } from './writer/post';

const XDS = 'urn:ihe:iti:xds-b:2007';
const XOP = 'http://www.w3.org/2004/08/xop/include';

/** Takes a partner's document to the door of the DMP; a version that replaces names the entry it replaces. */
export function deposit(dmp: DmpServer, { facts, archive, cda }: Deposit): DepositOutcome {
  const parent = facts.replaces ? dmp.registry.byUniqueId(`${DOCUMENTS}^${facts.replaces}`) : undefined;
  const objects = metadata(facts, archive, cda, parent?.entryUuid ?? null).replace(/^<\?xml[^>]*\?>\s*/, '');
  const request = element(
    'xds:ProvideAndRegisterDocumentSetRequest',
    { 'xmlns:xds': XDS },
    raw(objects),
    element(
      'xds:Document',
      { id: 'Document01' },
      element('xop:Include', { 'xmlns:xop': XOP, href: 'cid:document' }),
    ),
  );
  return dmp.deposit(new TextEncoder().encode(request.markup), new Map([['document', Buffer.from(cda)]]), {
    professional: facts.author.nationalId,
    structure: facts.structure.id,
    patient: facts.patient.ins,
  });
}
