import type { Failure } from '../../shared/failure';
import type { Ins } from '../../shared/identity/ins';
import { err, ok, type Result } from '../../shared/result';
import { el, type Markup } from '../soap/markup';
import type { DocumentEntry } from '../xds/model';
import { readEntries } from '../xds/read';
import { call, type DmpRoom } from './call';
import { dmpFailure } from './failure';
import { failureOf, readRegistryResponse } from './registryResponse';
import { insCx } from './vihf';

const QUERY = 'urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0';
const RIM = 'urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0';
const APPROVED = 'urn:oasis:names:tc:ebxml-regrep:StatusType:Approved';

const queries = {
  findDocuments: 'urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d',
  getDocuments: 'urn:uuid:5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4',
} as const;

/** TD3.1 FindDocuments, current documents only; the entries of lot signatures are left out. */
export async function find(room: DmpRoom, patient: Ins): Promise<Result<DocumentEntry[], Failure>> {
  const found = await query(
    room,
    patient,
    storedQuery('findDocuments', {
      $XDSDocumentEntryPatientId: quoted(insCx(patient)),
      $XDSDocumentEntryStatus: `(${quoted(APPROVED)})`,
    }),
  );
  return found.ok ? ok(found.value.filter((e) => e.typeCode.system !== 'ASTM')) : found;
}

/** TD3.1 GetDocuments by uniqueId; null when the registry does not know it. */
export async function findByUniqueId(
  room: DmpRoom,
  patient: Ins,
  uniqueId: string,
): Promise<Result<DocumentEntry | null, Failure>> {
  const found = await query(
    room,
    patient,
    storedQuery('getDocuments', { $XDSDocumentEntryUniqueId: `(${quoted(uniqueId)})` }),
  );
  if (!found.ok) return found;
  // An entry of another uniqueId proves nothing about ours.
  const same = found.value.filter((e) => e.uniqueId === uniqueId);
  return ok(same.find((e) => e.status === APPROVED) ?? same[0] ?? null);
}

async function query(room: DmpRoom, patient: Ins, body: Markup): Promise<Result<DocumentEntry[], Failure>> {
  const answer = await call(room, {
    transaction: 'TD3.1',
    service: 'registry',
    action: 'urn:ihe:iti:2007:RegistryStoredQuery',
    patient,
    body,
  });
  if (!answer.ok) return answer;
  if (answer.value.body.name !== 'AdhocQueryResponse')
    return err(dmpFailure('dmp-bad-answer', `body ${answer.value.body.name.slice(0, 40)}`));
  const response = readRegistryResponse(answer.value.body);
  if (response.status !== 'Success') return err(failureOf(response));
  // EX_3.1-1055: answers are not filtered again by patientId, an INS may have changed.
  return ok(readEntries(answer.value.body));
}

/** An `AdhocQueryRequest` for whole entries (dmp.md §7.1). */
export const storedQuery = (name: keyof typeof queries, slots: Readonly<Record<string, string>>): Markup =>
  el(
    'query:AdhocQueryRequest',
    { 'xmlns:query': QUERY, 'xmlns:rim': RIM },
    el('query:ResponseOption', { returnComposedObjects: 'true', returnType: 'LeafClass' }),
    el(
      'rim:AdhocQuery',
      { id: queries[name] },
      Object.entries(slots).map(([slot, value]) =>
        el('rim:Slot', { name: slot }, el('rim:ValueList', {}, el('rim:Value', {}, value))),
      ),
    ),
  );

const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;
