import type { Results } from './sgl';
import type { SiteName } from './sites';

/** What the SGL was asked, what it found, and what goes wrong on purpose. */
export interface LabScenario {
  sentence: string;
  /** Rank in the population; the first of it when absent. */
  patient?: number;
  site?: SiteName;
  /** Names the file that several scenarios continue; without it each sending opens a new one. */
  file?: string;
  version?: number;
  state?: 'partial' | 'final' | 'cancelled';
  results: Results;
  remark?: string;
  form?: 'n3' | 'n1' | 'pdf';
  /** Age of the report, to give a trend its past. */
  daysAgo?: number;
  secondIntention?: boolean;
  /** A fault of the laboratory's identity desk. */
  identity?: 'ins-of-another' | 'swapped-names' | 'unknown-ins';
  to?: 'hospital';
}

const blood = { HB: ['13.1', '12.6'], GB: ['6.4', '7.1'], PLQ: ['248', '262'], VGM: '89.4' } as const;
const metabolism = {
  GLYG: ['0.94', '0.91'],
  GLYM: ['5.22', '5.05'],
  CREA: ['68', '70'],
  K: ['4.2', '4.1'],
} as const;
const comments = {
  TSH: 'Résultat contrôlé. Un dosage de T4 libre peut être ajouté sur le même prélèvement.',
};
const early: Results = { values: { ...blood, ...metabolism } };
const full: Results = {
  values: { ...early.values, FERR: ['312', '186'], TSH: ['6.80', '3.95'] },
  comments,
};
const critical: Results = { values: { ...full.values, K: ['6.7', '4.1'] }, comments };
const FILE = 'LAB-2026-0117';

/** What the laboratories send, by name. */
export const laboratoryScenarios = {
  lab: {
    sentence: 'Compte rendu complet, N3 et PDF : ferritine et TSH au-dessus de l’intervalle',
    results: full,
  },
  'lab-partial': {
    sentence: 'Dossier suivi, version 1 : résultats partiels, le reste est à venir',
    file: FILE,
    state: 'partial',
    results: early,
  },
  'lab-final': {
    sentence: 'Dossier suivi, version 2 : résultats complets, remplace le partiel',
    file: FILE,
    version: 2,
    results: full,
  },
  'lab-corrected': {
    sentence: 'Dossier suivi, version 3 : ferritine corrigée (312 devient 132)',
    file: FILE,
    version: 3,
    // The dilution of the ferritin was misread.
    results: { ...full, values: { ...full.values, FERR: ['132', '186'] } },
    remark: 'Annule et remplace le compte rendu précédent.',
  },
  'lab-cancelled': {
    sentence: 'Dossier suivi, version 4 : tous les résultats sont annulés',
    file: FILE,
    version: 4,
    state: 'cancelled',
    results: full,
    remark:
      'Compte rendu annulé : le prélèvement n’est pas celui de ce patient. Aucun résultat n’est à retenir.',
  },
  'lab-critical': { sentence: 'Potassium à 6,7 mmol/L, valeur critique (HH)', results: critical },
  'lab-two-units': {
    sentence: 'Glycémie dans deux unités, g/L et mmol/L, et hémoglobine A1c',
    results: { values: { GLYG: ['1.31', '1.24'], GLYM: ['7.27', '6.88'], HBA1C: ['7.1', '6.9'] } },
  },
  'lab-non-loinc': {
    sentence: 'Analyses sans code LOINC : elles partent sous le code du laboratoire ; CRP « < 1,0 »',
    results: { values: { CRP: '<1.0', ICT: '2', ZMAQ: '14.2' } },
  },
  'lab-not-rendered': {
    sentence: 'Une analyse non rendue (tube hémolysé), une autre normale',
    results: {
      values: { CREA: ['71', '70'], K: null },
      comments: { K: 'Non rendu : tube hémolysé, à prélever de nouveau.' },
    },
  },
  'lab-microbiology': {
    sentence: 'ECBU : Escherichia coli et son antibiogramme',
    results: {
      values: { LEUCU: '85000', GERMU: '1000000' },
      cultures: [
        {
          germ: 'coli',
          antibiogram: {
            amoxicilline: ['R', '>8'],
            cotrimoxazole: 'S',
            ciprofloxacine: 'I',
            ceftriaxone: ['S', '<=0.25'],
            fosfomycine: 'S',
            nitrofurantoine: 'S',
          },
        },
      ],
    },
  },
  'lab-electrophoresis': {
    sentence: 'Électrophorèse des protéines avec sa courbe en image',
    results: { values: { EPALB: '57.2', EPA1: '4.1', EPA2: '9.8', EPB: '10.3', EPG: '18.6' } },
  },
  'lab-second-intention': {
    sentence: 'Compte rendu avec le PDF d’un laboratoire de seconde intention',
    results: { values: { ...blood } },
    secondIntention: true,
  },
  'lab-port': {
    sentence: 'Un autre laboratoire : glucose en mmol/L, créatinine en mg/L, autres intervalles',
    site: 'port',
    results: {
      values: { 1010: '12.8', 2001: '5.60', 2014: '8.1', 2030: '4.4', 2105: '208', 2201: '5.10' },
    },
  },
  'lab-port-earlier': {
    sentence: 'Le même autre laboratoire, sept mois plus tôt : de quoi suivre une évolution',
    site: 'port',
    daysAgo: 210,
    results: {
      values: { 1010: '12.4', 2001: '5.10', 2014: '7.9', 2030: '4.1', 2105: '150', 2201: '4.02' },
    },
  },
  'lab-n1': { sentence: 'Forme dégradée : niveau 1, un PDF sous en-tête', results: full, form: 'n1' },
  'lab-pdf': {
    sentence: 'Forme dégradée : un PDF nu, sans INS ni CDA',
    patient: 2,
    results: { values: { CRP: '3.2' } },
    form: 'pdf',
  },
  'lab-wrong-ins': {
    sentence: 'Identité fausse : les traits du patient, l’INS d’un autre',
    results: full,
    identity: 'ins-of-another',
  },
  'lab-swapped-names': {
    sentence: 'Identité fausse : nom et prénom intervertis sous le bon INS',
    results: full,
    identity: 'swapped-names',
  },
  'lab-unknown-ins': {
    sentence: 'Identité fausse : un matricule bien formé qu’INSi ne connaît pas',
    results: full,
    identity: 'unknown-ins',
  },
  'lab-to-hospital': {
    sentence: 'Compte rendu adressé à l’hôpital, qui l’intègre à son dossier',
    patient: 1,
    results: { values: { INR: ['2.4', '2.6'] } },
    to: 'hospital',
  },
} as const satisfies Record<string, LabScenario>;

/** The laboratory's part of the morning's mail. */
export const morningLab = {
  inrFirst: {
    sentence: 'INR élevé',
    patient: 1,
    file: 'LAB-2026-0101',
    results: { values: { INR: ['4.8', '2.6'] } },
  },
  inrCorrected: {
    sentence: 'INR corrigé',
    patient: 1,
    file: 'LAB-2026-0101',
    version: 2,
    results: {
      values: { INR: ['2.8', '2.6'] },
      comments: { INR: 'Annule et remplace le résultat précédent : erreur d’identification du tube.' },
    },
    remark: 'Annule et remplace le compte rendu précédent.',
  },
  critical: { sentence: 'Potassium critique', patient: 11, file: 'LAB-2026-0108', results: critical },
  last: { sentence: 'Compte rendu complet', file: 'LAB-2026-0110', results: full },
} as const satisfies Record<string, LabScenario>;
