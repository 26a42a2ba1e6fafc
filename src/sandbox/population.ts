import { type Ins, insKey, insOids } from '../shared/identity/ins';
import type { StrictTraits } from '../shared/identity/traits';
import { crowdMember } from './crowd';

/** The DMP of a fictive patient, as the national registry has it at first start. */
export interface FictiveDmp {
  state: 'open' | 'closed' | 'absent';
  /** May the fictive doctor consult? */
  authorisation: 'valid' | 'none';
  /** Traits of the DMP where they differ from INSi's: E-DMP-06 wants the difference noticed. */
  divergingTraits: Partial<StrictTraits>;
}

/** A person who does not exist. Traits as INSi holds them; the matricule has a valid key under the test authority. */
export interface FictivePatient {
  traits: StrictTraits;
  ins: Ins;
  history: readonly Ins[];
  /** What INSi answers as birth date where its day or month is unknown (`00`). */
  insiBirthDate: string | null;
  usedName: string | null;
  usedFirstName: string | null;
  birthPlaceLabel: string;
  address: { line: string; postalCode: string; city: string };
  phone: string;
  dmp: FictiveDmp;
}

const test = (matricule13: string): Ins => ({
  value: `${matricule13}${insKey(matricule13) ?? ''}`,
  oid: insOids.nirTest,
});

type Extras = Partial<Omit<FictivePatient, 'traits' | 'ins' | 'birthPlaceLabel' | 'address' | 'dmp'>> & {
  street: string;
  postalCode?: string;
  city?: string;
  dmp?: Partial<FictiveDmp>;
};

function patient(
  matricule13: string,
  birthName: string,
  firstNames: string,
  birthDate: string,
  [birthPlace, birthPlaceLabel]: readonly [string, string],
  { street, postalCode = '35000', city = 'RENNES', dmp = {}, ...extras }: Extras,
): FictivePatient {
  return {
    traits: {
      birthName,
      firstNames,
      firstGivenName: firstNames.split(' ')[0] ?? '',
      sex: matricule13.startsWith('1') ? 'M' : 'F',
      birthDate,
      birthPlace,
    },
    ins: test(matricule13),
    birthPlaceLabel,
    history: [],
    insiBirthDate: null,
    usedName: null,
    usedFirstName: null,
    address: { line: street, postalCode, city },
    phone: '+33699000000',
    ...extras,
    dmp: { state: 'open', authorisation: 'valid', divergingTraits: {}, ...dmp },
  };
}

const RENNES = ['35238', 'Rennes'] as const;

/** The people of the bac à sable; the first one lives through the tour. */
export const population: readonly FictivePatient[] = [
  patient('2860335238012', 'DURAND', 'ELISE MARIE', '1986-03-14', RENNES, {
    street: '4 rue du Leurre',
    phone: '+33699000001',
  }),
  patient('1520735238045', 'LE GALL', 'JEAN-PIERRE YVES', '1952-07-02', RENNES, {
    street: '9 allée du Simulacre',
    phone: '+33699000002',
    history: [test('1520735238044')],
  }),
  // Used name apart from the birth name.
  patient('2710529019118', 'TANGUY', 'SOLENN ANNE', '1971-05-23', ['29019', 'Brest'], {
    street: '17 rue de la Feinte',
    usedName: 'MARCHAND',
    usedFirstName: 'SOLENN',
  }),
  // A minor.
  patient('1150935238207', 'MORVAN', 'GABIN', '2015-09-30', RENNES, { street: '2 square du Pastiche' }),
  // Twins: all but the given names and the rank in common.
  patient('2190435238301', 'ROPARS', 'LOUISE ANNA', '2019-04-11', RENNES, { street: '6 rue du Double' }),
  patient('2190435238302', 'ROPARS', 'LUCIE EMMA', '2019-04-11', RENNES, { street: '6 rue du Double' }),
  // Homonyms: same name, first given name, sex and date; only further criteria tell them apart.
  patient('1631144109071', 'MARTIN', 'PAUL ANDRE', '1963-11-05', ['44109', 'Nantes'], {
    street: '21 rue du Reflet',
    dmp: { state: 'closed', authorisation: 'none' },
  }),
  patient('1631135238072', 'MARTIN', 'PAUL HENRI', '1963-11-05', RENNES, {
    street: '33 rue du Miroir',
    dmp: { state: 'absent', authorisation: 'none' },
  }),
  // Born abroad.
  patient('2780799350123', 'BENALI', 'AMINA', '1978-07-19', ['99350', 'Maroc'], {
    street: '40 boulevard de l’Illusion',
    dmp: { authorisation: 'none' },
  }),
  // Corsica; the DMP disagrees on the given name.
  patient('285032A004123', "D'EXEMPLE--FICTIF", 'ANNE-LAURE MARIE', '1985-03-14', ['2A004', 'Ajaccio'], {
    street: '11 rue du Trompe-l’Œil',
    dmp: { divergingTraits: { firstNames: 'ANNELAURE', firstGivenName: 'ANNELAURE' } },
  }),
  // The day of birth is unknown: INSi answers `00`, the practice holds the first of the month and says « incertaine ».
  patient('1440299243077', 'NGUYEN', 'VAN MINH', '1944-02-01', ['99243', 'Viêt Nam'], {
    street: '1 cour de l’À-Peu-Près',
    insiBirthDate: '1944-02-00',
  }),
  patient('2390656260019', "O'BRIEN", 'JEANNE', '1939-06-08', ['56260', 'Vannes'], {
    street: '8 impasse du Faux-Semblant',
    usedName: 'LE FLOCH',
  }),
];

const inhabitant = (rank: number): FictivePatient => {
  const { matricule13, birthName, firstNames, birthDate, birthPlace, street } = crowdMember(rank);
  return patient(matricule13, birthName, firstNames, birthDate, birthPlace, {
    street,
    city: 'RENNES-LA-FICTIVE',
    postalCode: '35999',
  });
};

/** How many people the bac à sable knows: those named above, then the crowd. */
export const POPULATION_SIZE = 10_000;

let crowd: readonly FictivePatient[] | null = null;

/** Everybody, made at the first question. */
export function everyone(): readonly FictivePatient[] {
  crowd ??= [
    ...population,
    ...Array.from({ length: POPULATION_SIZE - population.length }, (_, n) => inhabitant(n)),
  ];
  return crowd;
}

/** The person of that rank: the named ones first, then the crowd. */
export const fictivePatient = (index: number): FictivePatient => {
  const found = population[index] ?? (index < POPULATION_SIZE ? everyone()[index] : undefined);
  if (!found) throw new RangeError(`no fictive patient ${index}`);
  return found;
};

/** MSSanté address of a patient (xdm-mss.md §3). */
export const patientAddress = (p: FictivePatient): string => `${p.ins.value}@patient.mssante.fr`;

let byMatricule: ReadonlyMap<string, FictivePatient> | null = null;

export function patientByIns(ins: Ins): FictivePatient | undefined {
  byMatricule ??= new Map(everyone().map((p) => [p.ins.value, p]));
  const found = byMatricule.get(ins.value);
  return found?.ins.oid === ins.oid ? found : undefined;
}
