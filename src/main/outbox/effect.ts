import type { Failure } from '../../shared/failure';
import { beginsWithGivenName, normaliseName, type StrictTraits } from '../../shared/identity/traits';
import { err, ok, type Result } from '../../shared/result';
import { dmpFailure } from '../dmp/failure';
import type { Dmp, DmpExistence, DmpSubmission } from '../dmp/port';
import type { Mailbox, OutgoingMail } from '../mss/port';
import { outboxFailure } from './failure';

/** How one try ended. `unknown`: the peer is asked before anything is sent again. */
export type Ending =
  | { state: 'sent'; receipt: string }
  | { state: 'failed'; failure: Failure }
  | { state: 'unknown'; failure: Failure };

/** Called at each durable step; a test kills the process there. */
export type StepHook = (name: string) => void | Promise<void>;

/** What the DMP said of a patient, remembered for the day (TD0.2 at most once a patient and a session). */
export interface ExistenceMemory {
  recall(matricule: string): DmpExistence | null;
  keep(matricule: string, existence: DmpExistence): void;
}

export interface DmpTry {
  submission: DmpSubmission;
  traits: StrictTraits;
  confirmed: boolean;
}

/** TD0.2, then the registry is asked for the uniqueId, then only TD2.1 (E-DMP-07, E-DMP-08). */
export async function tryDmp(
  dmp: Dmp,
  memory: ExistenceMemory,
  attempt: DmpTry,
  step: StepHook,
): Promise<Ending> {
  const { submission } = attempt;
  const known = memory.recall(submission.patient.value);
  const existence = known ? ok(known) : await safely(() => dmp.testExistence(submission.patient));
  if (!existence.ok) return { state: 'failed', failure: existence.error };
  if (existence.value.state === 'open') memory.keep(submission.patient.value, existence.value);
  await step('existence-asked');
  if (existence.value.state !== 'open')
    return {
      state: 'failed',
      failure: dmpFailure(existence.value.state === 'closed' ? 'dmp-closed' : 'dmp-none'),
    };
  if (!attempt.confirmed && diverge(existence.value.traits, attempt.traits))
    return { state: 'failed', failure: outboxFailure('outbox-traits-differ') };
  for (const entry of submission.metadata.entries) {
    const found = await safely(() => dmp.findByUniqueId(submission.patient, entry.uniqueId));
    if (!found.ok) return { state: 'failed', failure: found.error };
    await step('registry-asked');
    if (found.value !== null) return { state: 'sent', receipt: 'Déjà présent dans le DMP.' };
  }
  const receipt = await safely(() => dmp.submit(submission));
  await step('submitted');
  if (receipt.ok) {
    const words = receipt.value.status === 'Success' ? 'Enregistré dans le DMP' : 'Déjà présent dans le DMP';
    return { state: 'sent', receipt: `${words} (${receipt.value.answer})` };
  }
  const lost = receipt.error.code === 'dmp-unknown' || receipt.error.code === 'outbox-lost';
  return { state: lost ? 'unknown' : 'failed', failure: receipt.error };
}

/** A trait the DMP does not give is no divergence. */
function diverge(theirs: DmpExistence['traits'], ours: StrictTraits): boolean {
  if (theirs === null) return false;
  const { birthName, firstName, sex, birthDate } = theirs;
  return (
    (birthName !== null && normaliseName(birthName) !== normaliseName(ours.birthName)) ||
    (firstName !== null && !beginsWithGivenName(ours.firstNames, firstName)) ||
    (sex !== null && sex !== ours.sex) ||
    (birthDate !== null && birthDate !== ours.birthDate)
  );
}

/** One mail. After a lost answer the Sent folder is asked; what it cannot tell is for a human: never sent again by itself. */
export async function tryMail(
  mailbox: Mailbox,
  mail: OutgoingMail,
  mayHaveLeft: boolean,
  step: StepHook,
): Promise<Ending> {
  if (mayHaveLeft) {
    const sent = await safely(() => mailbox.wasSent(mail.messageId));
    await step('sent-folder-asked');
    // Not being able to ask says nothing of the mail: it stays unknown, and is asked again later.
    if (!sent.ok) return { state: 'unknown', failure: sent.error };
    return sent.value === true
      ? { state: 'sent', receipt: 'Retrouvé dans les messages envoyés.' }
      : { state: 'failed', failure: outboxFailure('outbox-check-mail') };
  }
  const receipt = await safely(() => mailbox.send(mail));
  await step('submitted');
  if (receipt.ok) return { state: 'sent', receipt: receipt.value.answer };
  const lost = receipt.error.code === 'mss-unknown' || receipt.error.code === 'outbox-lost';
  return { state: lost ? 'unknown' : 'failed', failure: receipt.error };
}

/** A client that throws is a bug; the leg must not hang for it. */
async function safely<T>(call: () => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
  try {
    return await call();
  } catch (thrown) {
    return err(outboxFailure('outbox-lost', thrown instanceof Error ? thrown.name : undefined));
  }
}
