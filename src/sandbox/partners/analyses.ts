import type { Coded } from './coded';

/** One measured value. Decimals are kept as the analyser gave them. */
export interface Analysis {
  /** Wording of the laboratory. */
  label: string;
  /** LOINC and its long French name. */
  loinc: string;
  loincLabel: string;
  value: string;
  /** UCUM, and the way it is printed. */
  unit: string;
  printedUnit: string;
  low: string | null;
  high: string | null;
  flag: 'N' | 'L' | 'H' | 'LL' | 'HH';
  previous: { value: string; at: string }[];
  comment?: string;
}

export interface Battery {
  label: string;
  analyses: readonly Analysis[];
}

export interface Chapter {
  title: string;
  code: Coded;
  batteries: readonly Battery[];
}

const LOINC = '2.16.840.1.113883.6.1';

/** The day of the earlier results: 02/09/2026, at the usual hour of the round. */
const EARLIER = '20260902083000+0200';

type Row = [
  label: string,
  loinc: string,
  loincLabel: string,
  value: string,
  unit: string,
  printedUnit: string,
  low: string | null,
  high: string | null,
  flag: Analysis['flag'],
  previous?: string,
  comment?: string,
];

const analysis = ([
  label,
  loinc,
  loincLabel,
  value,
  unit,
  printedUnit,
  low,
  high,
  flag,
  previous,
  comment,
]: Row): Analysis => ({
  label,
  loinc,
  loincLabel,
  value,
  unit,
  printedUnit,
  low,
  high,
  flag,
  previous: previous ? [{ value: previous, at: EARLIER }] : [],
  ...(comment ? { comment } : {}),
});

const battery = (label: string, ...rows: Row[]): Battery => ({ label, analyses: rows.map(analysis) });

const chapter = (title: string, code: string, label: string, ...batteries: Battery[]): Chapter => ({
  title,
  code: { code, system: LOINC, label },
  batteries,
});

const bloodCount: Row[] = [
  [
    'Hémoglobine',
    '718-7',
    'Hémoglobine [Masse/Volume] Sang ; Numérique',
    '13.1',
    'g/dL',
    'g/dL',
    '11.5',
    '15.0',
    'N',
    '12.6',
  ],
  [
    'Leucocytes',
    '6690-2',
    'Leucocytes [Nombre/Volume] Sang ; Numérique',
    '6.4',
    '10*9/L',
    'G/L',
    '4.0',
    '10.0',
    'N',
    '7.1',
  ],
  [
    'Plaquettes',
    '777-3',
    'Plaquettes [Nombre/Volume] Sang ; Numérique',
    '248',
    '10*9/L',
    'G/L',
    '150',
    '400',
    'N',
    '262',
  ],
  [
    'Volume globulaire moyen',
    '787-2',
    'Volume globulaire moyen [Volume d’entité] Érythrocytes ; Numérique',
    '89.4',
    'fL',
    'fL',
    '80.0',
    '100.0',
    'N',
  ],
];

const metabolism: Row[] = [
  [
    'Glycémie à jeun',
    '1558-6',
    'Glucose à jeun [Masse/Volume] Sérum/Plasma ; Numérique',
    '0.94',
    'g/L',
    'g/L',
    '0.74',
    '1.06',
    'N',
    '0.91',
  ],
  [
    'Glycémie à jeun',
    '14771-0',
    'Glucose à jeun [Moles/Volume] Sérum/Plasma ; Numérique',
    '5.22',
    'mmol/L',
    'mmol/L',
    '4.11',
    '5.88',
    'N',
    '5.05',
  ],
  [
    'Créatinine',
    '14682-9',
    'Créatinine [Moles/Volume] Sérum/Plasma ; Numérique',
    '68',
    'umol/L',
    'µmol/L',
    '45',
    '84',
    'N',
    '70',
  ],
  [
    'Potassium',
    '2823-3',
    'Potassium [Moles/Volume] Sérum/Plasma ; Numérique',
    '4.2',
    'mmol/L',
    'mmol/L',
    '3.5',
    '5.1',
    'N',
    '4.1',
  ],
];

const FERRITIN: Row = [
  'Ferritine',
  '2276-4',
  'Ferritine [Masse/Volume] Sérum/Plasma ; Numérique',
  '312',
  'ug/L',
  'µg/L',
  '15',
  '150',
  'H',
  '186',
];
const TSH: Row = [
  'TSH',
  '3016-3',
  'Thyréostimuline [Unités/Volume] Sérum/Plasma ; Numérique',
  '6.80',
  'm[IU]/L',
  'mUI/L',
  '0.27',
  '4.20',
  'H',
  '3.95',
  'Résultat contrôlé. Un dosage de T4 libre peut être ajouté sur le même prélèvement.',
];

const replaceValue = (rows: Row[], loinc: string, value: string, flag: Analysis['flag']): Row[] =>
  rows.map((r) =>
    r[1] === loinc ? ([...r.slice(0, 3), value, ...r.slice(4, 8), flag, ...r.slice(9)] as unknown as Row) : r,
  );

const report = (blood: Row[], metabolic: Row[], hormones: Row[]): Chapter[] => [
  chapter('HÉMATOLOGIE', '18723-7', 'Hématologie', battery('Numération sanguine', ...blood)),
  chapter(
    'BIOCHIMIE',
    '18719-5',
    'Biochimie',
    battery('Bilan métabolique', ...metabolic),
    ...(hormones.length ? [battery('Fer et thyroïde', ...hormones)] : []),
  ),
];

/** The whole report: ten results in two chapters, ferritin and TSH above their ranges. */
export const fullReport = (): Chapter[] => report(bloodCount, metabolism, [FERRITIN, TSH]);

/** What is ready in the morning: the thyroid and the iron are to come. */
export const partialReport = (): Chapter[] => report(bloodCount, metabolism, []);

/** The corrected report: ferritin was read on the wrong dilution. */
export const correctedReport = (): Chapter[] =>
  report(bloodCount, metabolism, [...replaceValue([FERRITIN], '2276-4', '132', 'N'), TSH]);

/** A potassium that asks for a call at once. */
export const criticalReport = (): Chapter[] =>
  report(bloodCount, replaceValue(metabolism, '2823-3', '6.7', 'HH'), [FERRITIN, TSH]);

const inr = (value: string, flag: Analysis['flag'], comment?: string): Chapter[] => [
  chapter(
    'HÉMOSTASE',
    '18720-3',
    'Coagulation',
    battery('Surveillance des antivitamines K', [
      'INR',
      '6301-6',
      'INR [Temps relatif] Plasma pauvre en plaquettes ; Numérique ; Coagulation',
      value,
      '{ratio}',
      '',
      '2.0',
      '3.0',
      flag,
      '2.6',
      comment,
    ]),
  ),
];

export const inrFirst = (): Chapter[] => inr('4.8', 'H');
export const inrCorrected = (): Chapter[] =>
  inr('2.8', 'N', 'Annule et remplace le résultat précédent : erreur d’identification du tube.');
