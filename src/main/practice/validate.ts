import type { Destination, Intent } from '../../shared/exchange/outbox';
import { type Failure, failures } from '../../shared/failure';
import { type Patient, sharableIns } from '../../shared/identity/patient';
import { uuidOid } from '../../shared/ids';
import type { PrescriptionDraft } from '../../shared/prescription/prescription';
import type { Professional, Situation } from '../../shared/professional/professional';
import { err, ok, type Result } from '../../shared/result';
import type { FrozenDocument } from '../compose/frozen';
import { mailOf } from '../compose/mail';
import { professionalName } from '../compose/names';
import { composeOrdonnance } from '../compose/ordonnance';
import { signLot } from '../dmp/signLot';
import { readDocument, readPiece } from '../inbox/readDocument';
import { append } from '../journal/journal';
import { commitIntent, type LegToCommit } from '../outbox/commit';
import { listIntents } from '../outbox/list';
import { findPatient, signed } from '../patients/repository';
import { keepDocument } from '../records/documents';
import { fileDocument } from '../records/versions';
import { submissionSetOf } from '../xds/set';
import { destinationsOf } from './destinations';
import type { Means } from './means';
import { readSettings } from './settings';

const failure = failures({
  'validate-destination': {
    retry: 'human',
    message: 'Une des destinations n’est plus possible pour ce patient.',
    action: 'Vérifiez les destinations, puis validez à nouveau.',
  },
  'validate-unreadable': {
    retry: 'never',
    message: 'Le document écrit ne se relit pas\u202f: rien n’a été envoyé.',
    action: 'Signalez ce cas à votre éditeur.',
  },
});

/** The practice where the holder of the card works here, else the first situation of the card. */
export function situationOf(professional: Professional, structureId: string): Situation {
  const { situations } = professional.identity;
  return (
    situations.find((s) => s.structureId === structureId) ??
    situations[0] ?? { structureId: null, structureName: null, sector: null }
  );
}

/**
 * One gesture: compose, sign, then in one transaction the frozen document, its intent and all its legs.
 * Nothing leaves before that transaction stands; ids are minted here and kept over every try.
 */
export async function validateOrdonnance(
  means: Means,
  draft: PrescriptionDraft,
  wanted: readonly string[],
): Promise<Result<{ intent: Intent }, Failure>> {
  const { store, configuration, clock, ids, cardDesk } = means;
  const patient = await findPatient(store.db, draft.patientId);
  if (!patient.ok) return patient;
  // The situations d’exercice stand behind the PIN: it is asked once, before anything is composed.
  const professional = await cardDesk.unlock('Signer l’ordonnance');
  if (!professional.ok) return professional;
  const settings = await readSettings(store);
  const possible = destinationsOf(patient.value, settings, configuration.mss);
  const chosen = possible.filter((d) => wanted.includes(d.id));
  if (chosen.length !== new Set(wanted).size || chosen.some((d) => d.blocked !== null))
    return err(failure('validate-destination'));
  const now = clock.now();
  const frozen = await composeOrdonnance(
    {
      draft,
      patient: patient.value,
      professional: professional.value.identity,
      situation: situationOf(professional.value, configuration.practice.structureId),
      practice: configuration.practice,
      software: configuration.software,
      settings,
      now,
      ids,
      recipients: chosen.filter((d) => d.channel === 'mss-professional').map(recipientOf),
    },
    means.renderOrdonnance,
  );
  if (!frozen.ok) return frozen;
  const legs: LegToCommit[] = [];
  for (const destination of chosen) {
    const leg =
      destination.channel === 'dmp'
        ? await dmpLeg(means, patient.value, professional.value, frozen.value, now)
        : mailLeg(means, patient.value, professional.value, frozen.value, now, destination);
    if (!leg.ok) return leg;
    legs.push(leg.value);
  }
  return commit(means, patient.value, professional.value, frozen.value, legs);
}

const recipientOf = (d: Destination) => ({
  nationalId: null,
  familyName: d.label,
  givenName: null,
  civility: null,
  title: null,
  structureId: null,
  structureName: null,
  address: d.address,
});

async function dmpLeg(
  means: Means,
  patient: Patient,
  professional: Professional,
  frozen: FrozenDocument,
  now: Date,
): Promise<Result<LegToCommit, Failure>> {
  const { ids, configuration } = means;
  const set = submissionSetOf([frozen.entry], {
    uniqueId: uuidOid(ids.uuid()),
    sourceId: configuration.practice.oid,
    now,
  });
  const ins = sharableIns(patient);
  if (!set || !ins) return err(failure('validate-destination'));
  const lotSignature = await signLot(
    {
      setUniqueId: set.uniqueId,
      documents: [{ uniqueId: frozen.uniqueId, bytes: frozen.cda }],
      signingTime: now,
      ids,
      chain: [],
    },
    professional,
  );
  if (!lotSignature.ok) return lotSignature;
  return ok({
    channel: 'dmp',
    label: 'DMP',
    address: null,
    payload: {
      kind: 'dmp',
      submission: {
        patient: ins,
        metadata: { set, entries: [frozen.entry], replaces: {} },
        documents: { [frozen.entry.entryUuid]: frozen.cda },
        lotSignature: lotSignature.value,
      },
      traits: patient.traits,
      confirmed: false,
    },
  });
}

function mailLeg(
  means: Means,
  patient: Patient,
  professional: Professional,
  frozen: FrozenDocument,
  date: Date,
  destination: Destination,
): Result<LegToCommit, Failure> {
  const { ids, configuration } = means;
  const domain = configuration.mss.address.split('@')[1] ?? 'mssante.fr';
  const mail = mailOf({
    patient,
    documents: [frozen],
    to:
      destination.channel === 'mss-patient'
        ? { kind: 'patient' }
        : { kind: 'professional', address: destination.address ?? '', name: destination.label },
    sender: {
      name: professionalName(professional.identity),
      structure: configuration.practice.name,
      phone: configuration.practice.phone,
    },
    messageId: `<${ids.uuid()}@${domain}>`,
    date,
    nil: configuration.software.nil,
    practiceOid: configuration.practice.oid,
  });
  if (!mail.ok) return mail;
  return ok({
    channel: destination.channel,
    label: destination.label,
    address: mail.value.to.address,
    payload: { kind: 'mail', mail: mail.value },
  });
}

async function commit(
  means: Means,
  patient: Patient,
  professional: Professional,
  frozen: FrozenDocument,
  legs: readonly LegToCommit[],
): Promise<Result<{ intent: Intent }, Failure>> {
  const { store } = means;
  // The record shows what a reader will see: the very bytes, read back.
  const model = readDocument(frozen.cda);
  if (!model.ok) return err(failure('validate-unreadable', model.error.code));
  const attachments = model.value.attachments.flatMap(({ index, mediaType }) => {
    const piece = readPiece(frozen.cda, index);
    return piece.ok ? [{ index, mediaType, fileName: frozen.fileName, bytes: piece.value.bytes }] : [];
  });
  const act = means.act();
  const committed = await store.write<string, Failure>(async (tx) => {
    const { id: documentId } = await keepDocument(tx, store.search, act, {
      document: { ...model.value, title: model.value.title || frozen.title },
      bytes: frozen.cda,
      mediaType: 'text/xml',
      attachments,
      origin: 'written',
      receivedAt: act.at,
    });
    await fileDocument(tx, documentId, patient.id);
    await append(tx, {
      ...signed(act),
      action: 'document.validated',
      patientId: patient.id,
      subject: documentId,
    });
    return ok(
      await commitIntent(tx, act, {
        patientId: patient.id,
        documentId,
        uniqueId: frozen.uniqueId,
        title: frozen.title,
        author: professionalName(professional.identity),
        legs,
      }),
    );
  });
  if (!committed.ok) return committed;
  const [intent] = await listIntents(store.db, committed.value);
  await means.stepHook?.('intent-committed');
  return ok({ intent: intent! });
}
