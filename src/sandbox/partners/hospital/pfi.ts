import { patientAddress } from '../../population';
import { doctor, hospital, hospitalDoctor } from '../../professionals';
import { type Desk, facility, inpatient, ward, write } from '../writer/letter';
import { compose, pdfName } from '../writer/mail';
import { type Moment, type PartnerMessage, post } from '../writer/post';
import { hl7 } from '../writer/time';
import type { StayDocument } from './dpi';

const desk: Desk = {
  author: hospitalDoctor,
  structure: hospital,
  encounter: inpatient,
  setting: ward,
  facility: facility('SA01', 'Etablissement public de santé'),
};

/** How the hospital lets a document out. */
export type Form = 'n1' | 'pdf';

/**
 * Plateforme d'intermédiation: makes of a document of the DPI a CDA N1 in an XDM archive, for the doctor, for the
 * patient and for the DMP. Under a provisional identity nothing carries the INS, and only the doctor gets it.
 */
export async function sendOut(
  { identity, from, letter }: StayDocument,
  form: Form,
  id: string,
  moment: Moment,
): Promise<PartnerMessage> {
  const { patient, status } = identity;
  const known = status === 'qualifiee';
  const paper = await write(letter, desk, {
    patient,
    localId: identity.ipp,
    insKnown: known,
    id,
    version: 1,
    at: moment.at,
    minutes: Math.round((moment.at.getTime() - from.getTime()) / 60_000),
    recipients: [doctor],
    prescriber: null,
  });
  if (form === 'n1')
    return post(paper, { alsoTo: known ? [patientAddress(patient)] : [], dmp: known }, moment);
  const raw = await compose({
    from: { name: hospital.name, address: hospitalDoctor.address },
    to: doctor.address,
    subject: `${letter.title} ${patient.traits.birthName} ${patient.traits.firstGivenName}`,
    date: moment.at,
    messageId: `<${moment.ids.uuid()}@hopital-fictif.mssante.fr>`,
    text: `Bonjour,\n\nVeuillez trouver ci-joint l’ordonnance de sortie de votre patient.\n\n${hospital.name}\n`,
    archive: null,
    pdf: { fileName: pdfName(hl7(moment.at), letter.type.label, patient), bytes: paper.pdf },
    cdaCode: null,
  });
  return { to: doctor.address, raw, cda: null, copies: [], deposit: null };
}
