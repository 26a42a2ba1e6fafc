import type { Clock } from '../../shared/clock';
import type { Pki } from '../pki/pki';
import { patientByIns } from '../population';
import { senderFault } from '../soap/fault';
import type { SoapCall } from '../soap/server';
import { withXml } from '../xml/document';
import { checkCoherence } from './coherence';
import { checkLotSignature } from './lotSignature';
import { checkEntry, checkSet, isSignature } from './metadata';
import { demand, RegistryRefusal } from './refusal';
import type { DmpRegistry } from './registry';
import type { SubmissionSchema } from './schema';
import { associations, schemes, statuses } from './schemes';
import { identifier, readSubmission, type Submission } from './submission';
import type { Caller } from './vihf';

interface FeedOptions {
  registry: DmpRegistry;
  schema: SubmissionSchema;
  pki: Pki;
  clock: Clock;
}

/** The two ways into the DMP. Both throw a RegistryRefusal or a SoapFault on the first rule broken. */
export interface Feed {
  /** TD2.1 of a doctor: the lot is signed with the card. */
  byProfessional(call: SoapCall, caller: Caller): void;
  /**
   * A structure under its own certificate (authentification indirecte), handed over without the wire: the same schema,
   * metadata, coherence, uniqueness and replacement; neither VIHF nor signature of the lot.
   */
  byStructure(request: Uint8Array, parts: Map<string, Buffer>, caller: Caller): void;
}

/** Refuses unless the patient has an open DMP. */
export function openDmp(caller: Caller): void {
  const dmp = patientByIns(caller.patient)?.dmp;
  if (!dmp || dmp.state === 'absent') throw new RegistryRefusal('XDSUnknownPatientId', 'pas de DMP');
  if (dmp.state === 'closed') throw senderFault('Le DMP est fermé', 'soap:DMPClosed');
}

export function createFeed({ registry, schema, pki, clock }: FeedOptions): Feed {
  return {
    byProfessional(call, caller) {
      openDmp(caller);
      const submission = readSubmission(call.envelope.body, call.parts);
      checkMetadata(submission, caller);
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
      const replaces = judgeReplacements(submission);
      checkLotSignature(submission, signatureId, caller, pki, clock.now());
      register(submission, caller, replaces);
    },
    byStructure(request, parts, caller) {
      const state = patientByIns(caller.patient)?.dmp.state ?? 'absent';
      if (state !== 'open') throw new RegistryRefusal('XDSUnknownPatientId', `DMP ${state}`);
      withXml(request, (doc) => {
        const submission = readSubmission(doc.root, parts);
        checkMetadata(submission, caller);
        demand(submission.entries.length > 0, 'un document au moins');
        register(submission, caller, judgeReplacements(submission));
      });
    },
  };

  function checkMetadata(submission: Submission, caller: Caller): void {
    schema.check(submission.submitObjects);
    checkSet(submission, caller);
    for (const entry of submission.entries) checkEntry(entry, caller);
  }

  /** RPLC: the association and the CDA's relatedDocument say the same, and the target is the current version. */
  function judgeReplacements(submission: Submission): Map<string, string> {
    const out = new Map<string, string>();
    for (const entry of submission.entries) {
      if (isSignature(entry)) continue;
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

  function register(submission: Submission, caller: Caller, replaces: Map<string, string>): void {
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
        signature: isSignature(entry),
        entry,
        bytes: submission.documents.get(entry.id) ?? Buffer.alloc(0),
      })),
    );
  }
}
