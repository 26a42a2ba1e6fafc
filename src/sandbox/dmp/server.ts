import { join } from 'node:path';
import type { Clock } from '../../shared/clock';
import type { FaultPlan, RequestJournal } from '../faultPlan';
import type { Pki } from '../pki/pki';
import { patientByIns } from '../population';
import { ReplayGuard } from '../soap/assertion';
import { senderFault } from '../soap/fault';
import { type SoapAnswer, type SoapCall, type SoapServer, type SoapService, serveSoap } from '../soap/server';
import { checkCoherence } from './coherence';
import { testExistence } from './existence';
import { checkLotSignature } from './lotSignature';
import { checkEntry, checkSet, isSignature } from './metadata';
import { queryResponse, readQuery, runQuery } from './query';
import { demand, RegistryRefusal, registryResponse } from './refusal';
import { DmpRegistry } from './registry';
import { documentsAsked, retrieveResponse } from './retrieve';
import { SubmissionSchema } from './schema';
import { associations, schemes, statuses } from './schemes';
import { identifier, readSubmission, type Submission } from './submission';
import { type Caller, judgeVihf } from './vihf';

export interface DmpOptions {
  pki: Pki;
  stateDir: string;
  clock: Clock;
  faults: FaultPlan;
  journal: RequestJournal;
  /** Folder of the XDS.b XSDs, or null. */
  schemas: string | null;
  port?: number;
}

export interface DmpServer extends SoapServer {
  /** `https://localhost:PORT/si-dmp-server/v2/services` */
  base: string;
  registry: DmpRegistry;
  schemaAvailable: boolean;
}

const PATH = '/si-dmp-server/v2/services';

/** The fictive DMP: patients, repository and registry over mutual TLS 1.2. */
export async function startDmp(options: DmpOptions): Promise<DmpServer> {
  const registry = new DmpRegistry(join(options.stateDir, 'dmp.json'));
  const schema = new SubmissionSchema(options.schemas);
  const server = await serveSoap({
    ...options,
    mutual: true,
    services: dmpServices(options, registry, schema),
  });
  return {
    ...server,
    base: `https://localhost:${server.port}${PATH}`,
    registry,
    schemaAvailable: schema.available,
    async close() {
      await server.close();
      schema.dispose();
    },
  };
}

function dmpServices(
  { pki, clock }: DmpOptions,
  registry: DmpRegistry,
  schema: SubmissionSchema,
): Record<string, SoapService> {
  const replays = new ReplayGuard();
  const addressing = ['MessageID', 'To', 'ReplyTo', 'Action'] as const;
  const judged =
    (operation: (call: SoapCall, caller: Caller) => SoapAnswer) =>
    (call: SoapCall): SoapAnswer =>
      operation(call, judgeVihf(call, pki, clock.now(), replays));
  const service = (name: string, multipart: boolean, operations: SoapService['operations']) => ({
    [`${PATH}/${name}`]: { name, addressing, multipart, operations },
  });
  const patientOf = (caller: Caller) => patientByIns(caller.patient);

  return {
    ...service('patients', false, {
      'urn:hl7-org:v3:PRPA_IN201307UV02': judged((call, caller) =>
        testExistence(call.envelope.body, caller, patientOf, clock.now()),
      ),
    }),
    ...service('repository', true, {
      'urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-b': judged((call, caller) => {
        const refusal = attempt(call, () => feed(call, caller));
        return {
          action: 'urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-bResponse',
          body: registryResponse(refusal.error),
          ...outcome(refusal.error),
        };
      }),
      'urn:ihe:iti:2007:RetrieveDocumentSet': judged((call, caller) => {
        openDmp(caller);
        if (patientOf(caller)?.dmp.authorisation !== 'valid') throw denied();
        const result = attempt(call, () => documentsAsked(call.envelope.body, registry, caller));
        return {
          action: 'urn:ihe:iti:2007:RetrieveDocumentSetResponse',
          ...retrieveResponse(result.value ?? [], result.error),
          ...outcome(result.error),
        };
      }),
    }),
    ...service('registry', false, {
      'urn:ihe:iti:2007:RegistryStoredQuery': judged((call, caller) => {
        const mayConsult = patientOf(caller)?.dmp.authorisation === 'valid';
        const result = attempt(call, () => {
          openDmp(caller);
          const query = readQuery(call.envelope.body);
          return { query, found: runQuery(query, registry, caller, mayConsult) };
        });
        return {
          action: 'urn:ihe:iti:2007:RegistryStoredQueryResponse',
          body: queryResponse(result.value?.query ?? null, result.value?.found ?? [], result.error),
          ...outcome(result.error),
        };
      }),
    }),
  };

  function openDmp(caller: Caller): void {
    const dmp = patientOf(caller)?.dmp;
    if (!dmp || dmp.state === 'absent') throw new RegistryRefusal('XDSUnknownPatientId', 'pas de DMP');
    if (dmp.state === 'closed') throw senderFault('Le DMP est fermé', 'soap:DMPClosed');
  }

  function feed(call: SoapCall, caller: Caller): void {
    openDmp(caller);
    const submission = readSubmission(call.envelope.body, call.parts);
    schema.check(submission.submitObjects);
    checkSet(submission, caller);
    for (const entry of submission.entries) checkEntry(entry, caller);
    const signature = submission.entries.filter(isSignature);
    demand(
      signature.length === 1 && submission.entries.length > 1,
      'une signature du lot et un document au moins',
    );
    const signatureId = signature[0]?.id ?? '';
    demand(
      submission.associations.some(
        (a) => a.type === associations.signs && a.source === signatureId && a.target === submission.set.id,
      ),
      'association signs attendue',
    );
    const replaces = judgeReplacements(submission, signatureId);
    checkLotSignature(submission, signatureId, caller, pki, clock.now());
    const setUniqueId = identifier(submission.set, schemes.set.uniqueId);
    if (registry.knowsSet(setUniqueId))
      throw new RegistryRefusal('XDSDuplicateUniqueIdInRegistry', 'SubmissionSet déjà enregistré');
    registry.register(
      submission.entries.map((entry) => ({
        uniqueId: identifier(entry, schemes.entry.uniqueId),
        setUniqueId,
        patientId: identifier(entry, schemes.entry.patientId),
        professional: caller.professional,
        structure: caller.structure,
        submittedAt: clock.now().toISOString(),
        replaces: replaces.get(entry.id) ?? null,
        signature: entry.id === signatureId,
        entry,
        bytes: submission.documents.get(entry.id) ?? Buffer.alloc(0),
      })),
    );
  }

  /** RPLC: the association and the CDA's relatedDocument say the same, and the target is the current version. */
  function judgeReplacements(submission: Submission, signatureId: string): Map<string, string> {
    const out = new Map<string, string>();
    for (const entry of submission.entries) {
      if (entry.id === signatureId) continue;
      // A resend of a registered document is told so before anything else is compared with the registry.
      const uniqueId = identifier(entry, schemes.entry.uniqueId);
      if (registry.byUniqueId(uniqueId))
        throw new RegistryRefusal('XDSDuplicateUniqueIdInRegistry', `uniqueId ${uniqueId} déjà enregistré`);
      const parents = checkCoherence(entry, submission.documents.get(entry.id) ?? Buffer.alloc(0));
      const links = submission.associations.filter(
        (a) => a.type === associations.replaces && a.source === entry.id,
      );
      demand(links.length === parents.length && links.length <= 1, `${entry.id} : RPLC et relatedDocument`);
      const [link] = links;
      if (!link) continue;
      const target = registry.byEntryUuid(link.target);
      if (!target) throw new RegistryRefusal('UnresolvedReferenceException', link.target);
      if (target.status !== statuses.approved)
        throw new RegistryRefusal(
          'XDSRegistryDeprecatedDocumentError',
          'la version remplacée n’est plus courante',
        );
      demand(target.uniqueId === parents[0], `${entry.id} : le document remplacé n’est pas celui du CDA`);
      demand(target.patientId === identifier(entry, schemes.entry.patientId), `${entry.id} : autre patient`);
      out.set(entry.id, link.target);
    }
    return out;
  }
}

const denied = () =>
  senderFault('Accès refusé : autorisation absente', 'soap:DMPAccessDeniedByRightsService');

/** Runs the work of a call; a registry error on demand comes before it. */
function attempt<T>(
  call: SoapCall,
  work: () => T,
): { value: T; error: null } | { value: null; error: { code: string; context: string } } {
  const planned = call.fault?.registryError;
  if (planned)
    return { value: null, error: { code: planned.code, context: planned.context ?? 'à la demande' } };
  try {
    return { value: work(), error: null };
  } catch (e) {
    if (e instanceof RegistryRefusal) return { value: null, error: { code: e.code, context: e.context } };
    throw e;
  }
}

const outcome = (error: { code: string; context: string } | null) =>
  error ? { outcome: `${error.code}: ${error.context}` } : {};
