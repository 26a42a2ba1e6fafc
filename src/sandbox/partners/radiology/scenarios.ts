import { ccam, type ImagingAct } from './ris';

/** An order, from its act to its report. */
export interface ImagingScenario {
  sentence: string;
  patient?: number;
  act: ImagingAct;
  /** Names the order that two scenarios continue; without it each sending opens a new one. */
  accession?: string;
  version?: number;
  to?: 'hospital';
}

export const thyroid: ImagingAct = {
  act: ccam('KCQM001', 'Échographie transcutanée de la glande thyroïde'),
  title: 'Échographie thyroïdienne',
  lines: [
    'Indication : TSH modérément élevée.',
    'Technique : échographie de haute fréquence.',
    'Résultat : thyroïde de volume normal, discrètement hypoéchogène, sans nodule.',
    'Conclusion : aspect compatible avec une thyroïdite. Pas de lésion focale.',
  ],
};
const chest: ImagingAct = {
  act: ccam('ZBQK002', 'Radiographie du thorax'),
  title: 'Radiographie du thorax',
  lines: [
    'Indication : toux persistante.',
    'Résultat : pas de foyer parenchymateux. Silhouette cardiaque de taille normale.',
    'Conclusion : radiographie sans anomalie décelable.',
  ],
};
const chestAgain: ImagingAct = {
  ...chest,
  lines: [
    'Annule et remplace le compte rendu précédent : seconde lecture.',
    'Indication : toux persistante.',
    'Résultat : opacité de 9 mm du lobe supérieur droit, non vue à la première lecture.',
    'Conclusion : scanner thoracique conseillé.',
  ],
};

/** What the radiologists send, by name. */
export const radiologyScenarios = {
  imaging: { sentence: 'Échographie thyroïdienne, N1 : au médecin, au patient et au DMP', act: thyroid },
  'imaging-chest': {
    sentence: 'Radiographie du thorax, première lecture normale',
    act: chest,
    accession: 'IMG-2026-0425',
  },
  'imaging-corrected': {
    sentence: 'La même radiographie, seconde lecture : une opacité vue ; remplace la première',
    act: chestAgain,
    accession: 'IMG-2026-0425',
    version: 2,
  },
  'imaging-to-hospital': {
    sentence: 'Compte rendu adressé à l’hôpital, qui l’intègre à son dossier',
    patient: 1,
    act: chest,
    to: 'hospital',
  },
} as const satisfies Record<string, ImagingScenario>;
