/** A professional of the bac à sable, as the directory, the card and the DMP know them. */
export interface FictiveProfessional {
  rpps: string;
  /** PS_IdNat: `8` + RPPS. */
  nationalId: string;
  familyName: string;
  givenName: string;
  /** `M` or `MME`. */
  civility: 'M' | 'MME';
  /** Label of the certificate's title. */
  title: string;
  /** 1.2.250.1.71.1.2.7. */
  profession: string;
  /** 1.2.250.1.71.4.2.5. */
  speciality: string;
  /** JDV_J01 code and label. */
  authorSpeciality: { code: string; label: string };
  address: string;
  structures: readonly FictiveStructure[];
}

export interface FictiveStructure {
  /** Struct_IdNat. */
  id: string;
  name: string;
  /** 1.2.250.1.71.4.2.4. */
  sector: string;
  addressLines: readonly string[];
  postalCode: string;
  city: string;
  phone: string;
}

export const practice: FictiveStructure = {
  id: '499700000012001',
  name: 'CABINET FICTIF',
  sector: 'SA07',
  addressLines: ['12 rue des Fictions'],
  postalCode: '35000',
  city: 'RENNES',
  phone: '+33299000001',
};

/** FINESS 990000010, the fictive hospital of the card's second activity. */
export const hospital: FictiveStructure = {
  id: '1990000010',
  name: 'HOPITAL FICTIF',
  sector: 'SA01',
  addressLines: ['1 avenue de l’Exemple'],
  postalCode: '35000',
  city: 'RENNES',
  phone: '+33299000010',
};

const endocrinology: FictiveStructure = {
  id: '499700000344001',
  name: 'CABINET KERVELLA FICTIF',
  sector: 'SA07',
  addressLines: ['3 quai de la Chimère'],
  postalCode: '35000',
  city: 'RENNES',
  phone: '+33299000003',
};

export const laboratory: FictiveStructure = {
  id: '1990000028',
  name: 'BIOLAB RENNES FICTIF',
  sector: 'SA25',
  addressLines: ['8 place du Modèle'],
  postalCode: '35000',
  city: 'RENNES',
  phone: '+33299000008',
};

/** A second laboratory, whose analyser counts in other units. */
export const portLaboratory: FictiveStructure = {
  id: '1990000044',
  name: 'LABORATOIRE DU PORT FICTIF',
  sector: 'SA25',
  addressLines: ['2 quai du Simili'],
  postalCode: '35400',
  city: 'SAINT-MALO',
  phone: '+33299000009',
};

export const radiology: FictiveStructure = {
  id: '1990000036',
  name: 'IMAGERIE FICTIVE DE VILAINE',
  sector: 'SA08',
  addressLines: ['5 mail de la Maquette'],
  postalCode: '35000',
  city: 'RENNES',
  phone: '+33299000005',
};

const person = (
  rpps: string,
  familyName: string,
  givenName: string,
  civility: 'M' | 'MME',
  authorSpeciality: { code: string; label: string },
  address: string,
  structures: readonly FictiveStructure[],
): FictiveProfessional => ({
  rpps,
  nationalId: `8${rpps}`,
  familyName,
  givenName,
  civility,
  title: 'Médecin',
  profession: '10',
  speciality: authorSpeciality.code.split('/')[1] ?? '',
  authorSpeciality,
  address,
  structures,
});

const generalist = { code: 'G15_10/SM26', label: 'Médecin - Qualifié en Médecine Générale (SM)' };

/** The holder of the virtual CPS (cards.md §8.6). */
export const doctor = person(
  '99700000120',
  'DOCTEUR-FICTIF',
  'CAMILLE',
  'M',
  generalist,
  'camille.docteur-fictif@cabinet.mssante.fr',
  [practice, hospital],
);

export const colleague = person(
  '99700000344',
  'KERVELLA',
  'MAELLE',
  'MME',
  { code: 'G15_10/SM16', label: 'Médecin - Endocrinologie et métabolisme (SM)' },
  'maelle.kervella@cabinet.mssante.fr',
  [endocrinology],
);

export const biologist = person(
  '99700000450',
  'BIOLOGISTE-FICTIVE',
  'NOLWENN',
  'MME',
  { code: 'G15_10/SM03', label: 'Médecin - Biologie médicale (SM)' },
  'resultats@biolab.mssante.fr',
  [laboratory],
);

export const portBiologist = person(
  '99700000781',
  'BIOLOGISTE-FICTIF',
  'HERVE',
  'M',
  { code: 'G15_10/SM03', label: 'Médecin - Biologie médicale (SM)' },
  'resultats@labo-du-port.mssante.fr',
  [portLaboratory],
);

export const radiologist = person(
  '99700000567',
  'RADIOLOGUE-FICTIF',
  'YANN',
  'M',
  { code: 'G15_10/SM44', label: 'Médecin - Radio-diagnostic (SM)' },
  'comptes-rendus@imagerie-vilaine.mssante.fr',
  [radiology],
);

export const hospitalDoctor = person(
  '99700000674',
  'HOSPITALIERE-FICTIVE',
  'SOIZIC',
  'MME',
  { code: 'G15_10/SM04', label: 'Médecin - Cardiologie et maladies vasculaires (SM)' },
  'medecine.sortants@hopital-fictif.mssante.fr',
  [hospital],
);

/** Where the hospital takes in what laboratories and radiologists send about its patients. */
export const hospitalMailbox = 'resultats.entrants@hopital-fictif.mssante.fr';

/** Who the bac à sable's directory knows; the PS ↔ structure links of the DMP come from here. */
export const professionals: readonly FictiveProfessional[] = [
  doctor,
  colleague,
  biologist,
  portBiologist,
  radiologist,
  hospitalDoctor,
];

export const professionalById = (nationalId: string): FictiveProfessional | undefined =>
  professionals.find((p) => p.nationalId === nationalId);

export const structureById = (id: string): FictiveStructure | undefined =>
  professionals.flatMap((p) => p.structures).find((s) => s.id === id);
