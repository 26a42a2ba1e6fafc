/** What makes a person of the crowd, before the key of the matricule. */
export interface CrowdMember {
  matricule13: string;
  birthName: string;
  firstNames: string;
  /** ISO. */
  birthDate: string;
  birthPlace: readonly [code: string, label: string];
  street: string;
}

const FAMILY_NAMES = (
  'ABGRALL BELLEC CADIOU DANIEL EVENO FLOCH GUILLOU HERVE IZARD JAOUEN KERNEIS LAGADEC MADEC NEDELEC OLLIVIER ' +
  'PRIGENT QUEMENER RAOUL SALAUN TREGUER URVOY VAILLANT YVEN ARZUR BODENES COLIN DREVES FAVENNEC GOASDOUE HELIAS ' +
  'JEZEQUEL KERVERN LANNUZEL MEVEL NICOT OLIER PENNEC QUILLIEN RIOU SIMON TANGUY-LENN UGUEN VIGOUROUX ' +
  'BERTHELOT CHESNEL DUBREIL FOUGERAY GAUTIER HUBERT LEMOINE MAHE NOEL PERRIN RENAULT THEBAULT VERGER'
).split(' ');
const GIVEN_NAMES = {
  F: 'ADELE BERTILLE CELESTINE DELPHINE EUGENIE FLORE GWENOLA HERMINE IRIS JEANNE KATELL LEONIE MARGOT NINON ODILE PERRINE ROZENN SIBYLLE TIPHAINE URSULE'.split(
    ' ',
  ),
  M: 'ALBAN BERTRAND CORENTIN DONATIEN EWEN FELICIEN GILDAS HOEL IVAN JULES KILIAN LEANDRE MALO NOLAN OSCAR PIERRICK RONAN SYLVAIN THIBAULT ULYSSE'.split(
    ' ',
  ),
};
/** Communes that do not exist: the code of Ille-et-Vilaine ends far below 35900, so no matricule can be anybody's. */
const BIRTH_PLACES = Array.from(
  { length: 11 },
  (_, n) => [String(35_900 + n), `Fictiville-${n + 1}`] as const,
);
const FIRST_BIRTH = Date.UTC(1925, 0, 1);
/** Ninety-five years. */
const BIRTH_DAYS = 34_700;

const of = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

/**
 * The person of that rank in the crowd, from 0: always the same. Two have neither matricule nor birth date in common,
 * so no search by traits can take one for another.
 */
export function crowdMember(rank: number): CrowdMember {
  const sex = rank % 2 ? 'M' : 'F';
  // 7 919 is prime to the number of days: a day is met once.
  const birth = new Date(FIRST_BIRTH + ((rank * 7_919) % BIRTH_DAYS) * 86_400_000).toISOString().slice(0, 10);
  const birthPlace = of(BIRTH_PLACES, Math.floor(rank / 999));
  const order = String((rank % 999) + 1).padStart(3, '0');
  const half = Math.floor(rank / 2);
  const names = GIVEN_NAMES[sex];
  const first = of(names, half);
  const second = of(names, half + 7 + Math.floor(half / names.length));
  return {
    matricule13: `${sex === 'M' ? 1 : 2}${birth.slice(2, 4)}${birth.slice(5, 7)}${birthPlace[0]}${order}`,
    birthName: of(FAMILY_NAMES, half + Math.floor(half / FAMILY_NAMES.length)),
    firstNames: first === second ? first : `${first} ${second}`,
    birthDate: birth,
    birthPlace,
    street: `${(rank % 90) + 1} rue de l’Invention`,
  };
}
