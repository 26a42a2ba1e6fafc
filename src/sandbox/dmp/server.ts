import { join } from 'node:path';
import type { Clock } from '../../shared/clock';
import type { FaultPlan, RequestJournal } from '../faultPlan';
import type { Pki } from '../pki/pki';
import { patientByIns } from '../population';
import { ReplayGuard } from '../soap/assertion';
import { senderFault } from '../soap/fault';
import { type SoapAnswer, type SoapCall, type SoapServer, type SoapService, serveSoap } from '../soap/server';
import { testExistence } from './existence';
import { createFeed, type Feed, openDmp } from './feed';
import { queryResponse, readQuery, runQuery } from './query';
import { RegistryRefusal, registryResponse } from './refusal';
import { DmpRegistry } from './registry';
import { documentsAsked, retrieveResponse } from './retrieve';
import { SubmissionSchema } from './schema';
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
  /** The door of a hospital or a laboratory: a request of ITI-41 in hand, its parts beside it. */
  deposit(request: Uint8Array, parts: Map<string, Buffer>, caller: Caller): DepositOutcome;
}

/** Registered, or the registry error that refused it. */
export type DepositOutcome = { ok: true } | { ok: false; code: string; context: string };

const PATH = '/si-dmp-server/v2/services';

/** The fictive DMP: patients, repository and registry over mutual TLS 1.2. */
export async function startDmp(options: DmpOptions): Promise<DmpServer> {
  const registry = new DmpRegistry(join(options.stateDir, 'dmp'));
  const schema = new SubmissionSchema(options.schemas);
  const feed = createFeed({ registry, schema, pki: options.pki, clock: options.clock });
  const server = await serveSoap({
    ...options,
    mutual: true,
    services: dmpServices(options, registry, feed),
  });
  return {
    ...server,
    base: `https://localhost:${server.port}${PATH}`,
    registry,
    schemaAvailable: schema.available,
    deposit(request, parts, caller) {
      const { error } = refused(() => feed.byStructure(request, parts, caller));
      const outcome = error ? `${error.code}: ${error.context}` : 'ok';
      options.journal.add({
        at: options.clock.now().toISOString(),
        service: 'repository',
        action: 'dépôt d’un partenaire',
        outcome,
      });
      return error ? { ok: false, ...error } : { ok: true };
    },
    async close() {
      await server.close();
      schema.dispose();
    },
  };
}

function dmpServices(
  { pki, clock }: DmpOptions,
  registry: DmpRegistry,
  feed: Feed,
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
        const refusal = attempt(call, () => feed.byProfessional(call, caller));
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
          ...retrieveResponse(result.value ?? [], registry, result.error),
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
  return refused(work);
}

/** Runs the work; what the registry refuses becomes data. */
function refused<T>(
  work: () => T,
): { value: T; error: null } | { value: null; error: { code: string; context: string } } {
  try {
    return { value: work(), error: null };
  } catch (e) {
    if (e instanceof RegistryRefusal) return { value: null, error: { code: e.code, context: e.context } };
    throw e;
  }
}

const outcome = (error: { code: string; context: string } | null) =>
  error ? { outcome: `${error.code}: ${error.context}` } : {};
