import { type Ids, uuidOid } from '../../../shared/ids';
import { doctor } from '../../professionals';
import { type ArchiveFacts, archive } from './archive';
import type { DocumentFacts } from './clinical';
import type { ClinicalPaper } from './clinicalPaper';
import { compose, pdfName, xdmSubject } from './mail';

/** When, and where ids come from. */
export interface Moment {
  at: Date;
  ids: Ids;
}

/** What goes to the DMP beside the mail; the CDA is the one that was posted. */
export interface Deposit {
  facts: DocumentFacts;
  archive: ArchiveFacts;
  cda: Uint8Array;
}

/** What a partner sends at one go. */
export interface PartnerMessage {
  /** Mailbox of the first addressee. */
  to: string;
  raw: Buffer;
  /** The CDA inside, for the tests; null for a naked PDF. */
  cda: Uint8Array | null;
  /** The same document to other mailboxes: the patient's, the hospital's. */
  copies: readonly { to: string; raw: Buffer }[];
  /** Null when it does not go to the DMP. */
  deposit: Deposit | null;
}

/** How a document leaves. */
export interface Route {
  to?: string;
  alsoTo?: readonly string[];
  dmp: boolean;
}

/** Puts a document in its XDM archive and its mails, and makes ready what the DMP gets. */
export async function post(paper: ClinicalPaper, route: Route, { at, ids }: Moment): Promise<PartnerMessage> {
  const { facts, cda } = paper;
  const { classCode, format, serviceStart } = paper;
  const archiveFacts = { classCode, format, at, serviceStart, setUniqueId: uuidOid(ids.uuid()) };
  const zip = archive(facts, archiveFacts, cda);
  const sender = facts.structure.name;
  const from = facts.author.address;
  const mailTo = async (to: string) => ({
    to,
    raw: await compose({
      from: { name: sender, address: from },
      to,
      subject: xdmSubject(facts.type.label, facts.patient),
      date: at,
      messageId: `<${ids.uuid()}@${from.split('@')[1]}>`,
      text: `Bonjour,\n\nVeuillez trouver ci-joint un document ${to.endsWith('@patient.mssante.fr') ? 'vous concernant' : 'concernant votre patient'}.\n\n${sender}\n`,
      archive: zip,
      pdf: { fileName: pdfName(facts.serviceStart, facts.type.label, facts.patient), bytes: paper.pdf },
      cdaCode: facts.type.code,
      ins: facts.insKnown,
    }),
  });
  const first = await mailTo(route.to ?? doctor.address);
  const copies = [];
  for (const address of route.alsoTo ?? []) copies.push(await mailTo(address));
  return { ...first, cda, copies, deposit: route.dmp ? { facts, archive: archiveFacts, cda } : null };
}
