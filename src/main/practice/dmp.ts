import { type Failure, failures } from '../../shared/failure';
import type { Ins } from '../../shared/identity/ins';
import { sharableIns } from '../../shared/identity/patient';
import { err, ok, type Result } from '../../shared/result';
import { settleBrought } from '../inbox/brought';
import type { Intake } from '../inbox/intake';
import { append } from '../journal/journal';
import { findPatient, signed } from '../patients/repository';
import { shelfOf } from '../records/shelf';
import type { DocumentEntry } from '../xds/model';
import type { Handlers, Means } from './means';

const shelfFailure = failures({
  'dmp-needs-qualified': {
    retry: 'human',
    message: 'Le DMP ne se consulte qu’avec une INS qualifiée.',
    action: 'Appelez INSi et contrôlez une pièce d’identité, puis revenez au DMP.',
  },
  'dmp-document-gone': {
    retry: 'human',
    message: 'Ce document n’est plus dans le DMP\u202f: il a été remplacé, masqué ou supprimé.',
    action: 'Interrogez le DMP de nouveau.',
  },
});

/** The documents of a patient's DMP, and one of them brought through the same intake as the mail (TD3.1, TD3.2). */
export function dmpHandlers(means: Means, intake: Intake): Handlers<'dmp.list' | 'dmp.bring'> {
  const { store, dmp, clock, services } = means;
  /** What was last listed: the entry names the repository that holds the bytes. */
  const listed = new Map<string, DocumentEntry>();
  const keyOf = (patientId: string, uniqueId: string) => `${patientId} ${uniqueId}`;

  async function insOf(patientId: string): Promise<Result<Ins, Failure>> {
    const patient = await findPatient(store.db, patientId);
    if (!patient.ok) return patient;
    const ins = sharableIns(patient.value);
    return ins ? ok(ins) : err(shelfFailure('dmp-needs-qualified'));
  }

  async function asked<T>(call: Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
    const answer = await call;
    services.dmp = answer.ok ? null : answer.error;
    means.changed('services');
    return answer;
  }

  async function entryOf(
    ins: Ins,
    patientId: string,
    uniqueId: string,
  ): Promise<Result<DocumentEntry, Failure>> {
    const known = listed.get(keyOf(patientId, uniqueId));
    if (known) return ok(known);
    const found = await asked(dmp.findByUniqueId(ins, uniqueId));
    if (!found.ok) return found;
    return found.value ? ok(found.value) : err(shelfFailure('dmp-document-gone'));
  }

  return {
    'dmp.list': async ({ patientId }) => {
      const ins = await insOf(patientId);
      if (!ins.ok) return ins;
      const found = await asked(dmp.find(ins.value));
      if (!found.ok) return found;
      listed.clear();
      for (const entry of found.value) listed.set(keyOf(patientId, entry.uniqueId), entry);
      const act = means.act();
      return store.write(async (tx) => {
        const outcome = String(found.value.length);
        await append(tx, { ...signed(act), action: 'dmp.listed', patientId, outcome });
        return ok({ askedAt: act.at, documents: await shelfOf(tx, act.at, patientId, found.value) });
      });
    },
    'dmp.bring': async ({ patientId, uniqueId }) => {
      const ins = await insOf(patientId);
      if (!ins.ok) return ins;
      const entry = await entryOf(ins.value, patientId, uniqueId);
      if (!entry.ok) return entry;
      const bytes = await asked(dmp.retrieve(ins.value, entry.value));
      if (!bytes.ok) return bytes;
      const received = await intake.receive({
        bytes: bytes.value,
        receivedAt: clock.now().toISOString(),
        channel: 'dmp',
        dmpOf: patientId,
      });
      if (!received.ok) return received;
      const act = means.act();
      await store.write(async (tx) => {
        await append(tx, {
          ...signed(act),
          action: 'dmp.brought',
          patientId,
          subject: received.value.messageId,
        });
        return ok(null);
      });
      const brought = await settleBrought(store, act, patientId, received.value);
      means.changed('inbox', 'patients');
      return brought;
    },
  };
}
