import type { Failure } from '../../shared/failure';
import { frenchDate } from '../../shared/french';
import { type Patient, sharableIns } from '../../shared/identity/patient';
import { normaliseName } from '../../shared/identity/traits';
import { limits } from '../../shared/limits';
import { err, ok, type Result } from '../../shared/result';
import { patientMailbox } from '../cda/write/patient';
import type { OutgoingMail } from '../mss/port';
import { cx } from '../xds/datatypes';
import { type ComposeFailureCode, composeFailure } from './failure';
import type { FrozenDocument } from './frozen';
import { typeLabel } from './names';

export interface MailInput {
  patient: Patient;
  /** Documents of that one patient. */
  documents: readonly FrozenDocument[];
  /** The archive of all of them; a single document brings its own. */
  xdm?: Uint8Array;
  /** A colleague's MSSanté address, or the patient: theirs follows from a qualified INS, never from a keyboard. */
  to: { kind: 'professional'; address: string; name: string | null } | { kind: 'patient' };
  /** « Dr Camille DOCTEUR-FICTIF », and what stands under the signature. */
  sender: { name: string; structure: string; phone: string };
  /** `<uuid@domain>`, minted with the intent. */
  messageId: string;
  date: Date;
  /** X-MSS-NIL: product reference, on every mail. */
  nil: string;
  /** OID of the practice's own numbers: recognises the documents of a patient without a qualified INS. */
  practiceOid: string;
  /** The patient is not asked to answer (`X-MSS-MES: FIN`). */
  closed?: boolean;
}

/** One mail of documents (xdm-mss.md §1): archive and PDF of one patient, to one addressee. */
export function mailOf(input: MailInput): Result<OutgoingMail, Failure<ComposeFailureCode>> {
  const { documents, patient } = input;
  const xdm = input.xdm ?? (documents.length === 1 ? documents[0]!.xdm : null);
  if (documents.length === 0 || !xdm) return err(composeFailure('mail-empty'));
  const ins = sharableIns(patient);
  const patientId = cx(
    ins ? { root: ins.oid, extension: ins.value } : { root: input.practiceOid, extension: patient.id },
  );
  if (documents.some((d) => d.entry.patientId !== patientId)) return err(composeFailure('mail-patients'));
  const to = addressee(input);
  if (!to.ok) return to;
  const attachments = [
    { fileName: 'IHE_XDM.zip', mediaType: 'application/zip', bytes: xdm },
    ...documents.map((d) => ({ fileName: d.fileName, mediaType: 'application/pdf', bytes: d.pdf })),
  ];
  if (attachments.reduce((sum, a) => sum + a.bytes.byteLength, 0) > limits.mailAttachmentsBytes)
    return err(composeFailure('mail-too-big'));
  return ok({
    messageId: input.messageId,
    date: input.date,
    to: to.value,
    subject: subjectOf(input),
    text: input.to.kind === 'patient' ? patientText(input) : professionalText(input),
    headers: {
      'X-MSS-CODECDA': [...new Set(documents.map((d) => d.type.code))].join(','),
      'X-MSS-INS': ins ? 'O' : 'N',
      'X-MSS-NIL': input.nil,
      ...(input.to.kind === 'patient' && input.closed ? { 'X-MSS-MES': 'FIN' } : {}),
    },
    attachments,
  });
}

function addressee(input: MailInput): Result<OutgoingMail['to'], Failure<ComposeFailureCode>> {
  if (input.to.kind === 'professional') {
    const { address, name } = input.to;
    return /^[^\s@<>",;:]+@[^\s@<>",;:]+\.[^\s@<>",;:]+$/.test(address)
      ? ok({ address, name })
      : err(composeFailure('mail-address'));
  }
  if (input.documents.some((d) => d.entry.confidentialityCodes.some((c) => c.code === 'INVISIBLE_PATIENT')))
    return err(composeFailure('mail-hidden'));
  const address = patientMailbox(input.patient);
  return address ? ok({ address, name: null }) : err(composeFailure('mail-no-ins'));
}

/** ECO.2.1.3: `XDM/1.0/DDM+<label> <NOM> <prénom> <birth date>`. The token holds no line break. */
function subjectOf({ documents, patient }: MailInput): string {
  const label =
    documents.length === 1 ? typeLabel(documents[0]!.type.code ?? '') : `${documents.length} documents`;
  const { birthName, firstGivenName, birthDate } = patient.traits;
  const who = `${normaliseName(birthName)} ${normaliseName(firstGivenName)} ${frenchDate(birthDate)}`;
  return `XDM/1.0/DDM+${label} ${who}`.replace(/\s+/g, ' ').trim();
}

const listOf = (documents: readonly FrozenDocument[]): string =>
  documents.map((d) => `– ${d.title.replace(/\s+/g, ' ')}`).join('\n');

const signatureOf = ({ sender }: MailInput): string =>
  [sender.name, sender.structure, ...(sender.phone ? [`Tél.\u202f: ${sender.phone}`] : [])].join('\n');

const professionalText = (input: MailInput): string => `Bonjour,

Veuillez trouver ci-joint, pour le patient nommé dans l’objet\u202f:
${listOf(input.documents)}

L’archive IHE_XDM.zip s’ouvre dans votre logiciel\u202f; le PDF joint se lit directement.

Bien confraternellement,

${signatureOf(input)}
`;

const patientText = (input: MailInput): string => `Bonjour,

Votre médecin vous adresse\u202f:
${listOf(input.documents)}

Vous trouverez ce qui est joint à ce message au format PDF. Vos documents sont aussi consultables dans
« Mon espace santé » s’ils y ont été versés.
${input.closed ? '\nCe message n’attend pas de réponse.\n' : ''}
${signatureOf(input)}
`;
