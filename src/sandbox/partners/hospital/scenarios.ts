import { documentClass, type Letter, loinc, reportClass } from '../writer/letter';
import type { Form } from './pfi';

/** What the doctor of the ward validated, and how it leaves. */
export interface HospitalScenario {
  sentence: string;
  patient: number;
  /** Prefix of the document's number. */
  prefix: string;
  letter: Letter;
  form?: Form;
  /** Length of the stay. */
  days: number;
  identity?: 'provisoire';
}

export const dischargeLetter: Letter = {
  type: loinc('11490-0', "Lettre de liaison à la sortie d'un établissement de soins"),
  classCode: reportClass,
  title: 'Lettre de liaison à la sortie',
  act: null,
  lines: [
    'Motif : décompensation cardiaque modérée chez un patient en fibrillation atriale.',
    'Évolution favorable sous diurétiques. Poids de sortie : 78 kg.',
    'Traitement de sortie : voir ordonnance jointe. INR à contrôler sous 7 jours.',
    'Consultation de cardiologie prévue dans six semaines.',
  ],
};

export const dischargePrescription: Letter = {
  type: loinc('57833-6', 'Prescription de produits de santé'),
  classCode: documentClass('42', 'Prescription'),
  title: 'Ordonnance de sortie',
  act: null,
  lines: [
    'FUROSÉMIDE 40 mg comprimé : 1 le matin pendant 1 mois.',
    'BISOPROLOL 2,5 mg comprimé : 1 le matin pendant 1 mois.',
    'WARFARINE 5 mg comprimé : selon INR, 1 le soir pendant 1 mois.',
  ],
};

const stayReport: Letter = {
  type: loinc('34112-3', 'CR hospitalier (séjour)'),
  classCode: reportClass,
  title: "Compte rendu d'hospitalisation",
  act: null,
  lines: [
    'Hospitalisation en cardiologie pour dyspnée d’effort et œdèmes des membres inférieurs.',
    'Échographie : fraction d’éjection à 48 %, oreillette gauche dilatée.',
    'Évolution favorable sous furosémide. Fonction rénale stable.',
    'Conclusion : décompensation cardiaque sur écart de régime. Retour au domicile.',
  ],
};

const operativeReport: Letter = {
  type: loinc('34874-8', 'CR opératoire'),
  classCode: reportClass,
  title: 'Compte rendu opératoire',
  act: null,
  lines: [
    'Intervention : cure de hernie inguinale droite par cœlioscopie.',
    'Pose d’une prothèse, sans incident. Durée : 42 minutes.',
    'Suites : reprise de la marche le jour même, ablation des fils à dix jours.',
  ],
};

const emergencyReport: Letter = {
  type: loinc('15507-7', 'CR de passage aux urgences'),
  classCode: reportClass,
  title: 'Compte rendu de passage aux urgences',
  act: null,
  lines: [
    'Motif : chute de sa hauteur, sans perte de connaissance.',
    'Radiographie du poignet droit : pas de fracture.',
    'Retour au domicile, antalgiques, à revoir à J7 si la douleur persiste.',
  ],
};

/** What the hospital sends, by name. */
export const hospitalScenarios = {
  discharge: {
    sentence: 'Lettre de liaison à la sortie, N1 : au médecin, au patient et au DMP',
    patient: 1,
    prefix: 'LDL',
    letter: dischargeLetter,
    days: 5,
  },
  'stay-report': {
    sentence: 'Compte rendu d’hospitalisation, N1',
    patient: 1,
    prefix: 'CRH',
    letter: stayReport,
    days: 5,
  },
  'operative-report': {
    sentence: 'Compte rendu opératoire, N1',
    patient: 6,
    prefix: 'CRO',
    letter: operativeReport,
    days: 1,
  },
  'discharge-prescription': {
    sentence: 'Ordonnance de sortie, N1',
    patient: 1,
    prefix: 'ORD',
    letter: dischargePrescription,
    days: 5,
  },
  'discharge-prescription-pdf': {
    sentence: 'Ordonnance de sortie en PDF nu',
    patient: 1,
    prefix: 'ORD',
    letter: dischargePrescription,
    form: 'pdf',
    days: 5,
  },
  'emergency-provisional': {
    sentence: 'Passage aux urgences sous identité provisoire : un CDA sans INS',
    patient: 11,
    prefix: 'URG',
    letter: emergencyReport,
    days: 1,
    identity: 'provisoire',
  },
} as const satisfies Record<string, HospitalScenario>;
