import { systems } from '../../shared/codes';
import type { FictivePatient } from '../population';
import {
  doctor,
  type FictiveProfessional,
  hospital,
  hospitalDoctor,
  radiologist,
  radiology,
} from '../professionals';
import { element } from '../xml/write';
import { clinicalDocument, type DocumentFacts } from './clinical';
import type { Coded } from './coded';
import type { LabDocument } from './laboratory';
import { print } from './paper';
import { frenchDate, hl7, minutesBefore } from './time';

/** What the hospital and the radiologists write: level 1, a PDF under a French header. */
export interface Letter {
  type: Coded;
  title: string;
  author: FictiveProfessional;
  encounter: Coded;
  setting: Coded;
  facility: Coded;
  act: Coded | null;
  lines: readonly string[];
}

const AMBULATORY: Coded = { code: 'AMB', system: '2.16.840.1.113883.5.4', label: 'Ambulatoire' };
const INPATIENT: Coded = { code: 'IMP', system: '2.16.840.1.113883.5.4', label: 'Hospitalisation' };
const TOWN: Coded = { code: 'AMBULATOIRE', system: systems.practiceSetting, label: 'Ambulatoire' };
const WARD: Coded = {
  code: 'ETABLISSEMENT',
  system: systems.practiceSetting,
  label: 'Etablissement de santé',
};
const loinc = (code: string, label: string): Coded => ({ code, system: systems.loinc, label });
const facility = (code: string, label: string): Coded => ({ code, system: systems.facilityType, label });

export const imagingReport: Letter = {
  type: loinc('18748-4', "CR d'imagerie médicale"),
  title: 'Échographie thyroïdienne',
  author: radiologist,
  encounter: AMBULATORY,
  setting: TOWN,
  facility: facility('SA08', 'Cabinet de groupe'),
  act: {
    code: 'KCQM001',
    system: '1.2.250.1.213.2.5',
    label: 'Échographie transcutanée de la glande thyroïde',
  },
  lines: [
    'Indication : TSH modérément élevée.',
    'Technique : échographie de haute fréquence.',
    'Résultat : thyroïde de volume normal, discrètement hypoéchogène, sans nodule.',
    'Conclusion : aspect compatible avec une thyroïdite. Pas de lésion focale.',
  ],
};

export const dischargeLetter: Letter = {
  type: loinc('11490-0', "Lettre de liaison à la sortie d'un établissement de soins"),
  title: 'Lettre de liaison à la sortie',
  author: hospitalDoctor,
  encounter: INPATIENT,
  setting: WARD,
  facility: facility('SA01', 'Etablissement public de santé'),
  act: null,
  lines: [
    'Motif : décompensation cardiaque modérée chez un patient en fibrillation atriale.',
    'Évolution favorable sous diurétiques. Poids de sortie : 78 kg.',
    'Traitement de sortie : voir ordonnance jointe. INR à contrôler sous 7 jours.',
    'Consultation de cardiologie prévue dans six semaines.',
  ],
};

export const dischargePrescription: Letter = {
  ...dischargeLetter,
  type: loinc('57833-6', 'Prescription de produits de santé'),
  title: 'Ordonnance de sortie',
  lines: [
    'FUROSÉMIDE 40 mg comprimé : 1 le matin pendant 1 mois.',
    'BISOPROLOL 2,5 mg comprimé : 1 le matin pendant 1 mois.',
    'WARFARINE 5 mg comprimé : selon INR, 1 le soir pendant 1 mois.',
  ],
};

/** Writes a letter for a patient: its facts, its CDA of level 1 and its PDF. */
export async function write(
  letter: Letter,
  patient: FictivePatient,
  id: string,
  at: Date,
): Promise<LabDocument> {
  const structure = letter.author === radiologist ? radiology : hospital;
  const serviceStart = minutesBefore(at, letter.encounter === INPATIENT ? 5 * 1440 : 45);
  const facts: DocumentFacts = {
    id: `${id}.V1`,
    setId: id,
    version: 1,
    replaces: null,
    templates: [{ root: '1.3.6.1.4.1.19376.1.2.20' }],
    type: letter.type,
    title: letter.title,
    at: hl7(at),
    patient,
    author: letter.author,
    structure,
    recipients: [doctor],
    prescriber: letter.author === radiologist ? { who: doctor, at: hl7(minutesBefore(at, 3 * 1440)) } : null,
    orderId: null,
    acts: [{ id: null, code: letter.act }],
    serviceStart: hl7(serviceStart),
    serviceEnd: letter.encounter === INPATIENT ? hl7(at) : null,
    encounter: letter.encounter,
    setting: letter.setting,
    facility: letter.facility,
    accreditation: null,
    biology: false,
  };
  const pdf = await print({
    title: letter.title,
    structure,
    patient,
    date: frenchDate(facts.at),
    showIns: true,
    lines: letter.lines,
    signature: `Dr ${letter.author.givenName} ${letter.author.familyName}`,
    created: at,
  });
  const body = element(
    'nonXMLBody',
    {},
    element(
      'text',
      { mediaType: 'application/pdf', representation: 'B64' },
      Buffer.from(pdf).toString('base64'),
    ),
  );
  return { facts, cda: new TextEncoder().encode(clinicalDocument(facts, body)), pdf, serviceStart };
}
