import type { Coded } from '../writer/coded';
import type { SiteName } from './sites';

/** What the SGL of a laboratory knows of an analysis, under its local code. Decimals are text, as analysers give them. */
export interface CatalogueEntry {
  label: string;
  chapter: ChapterName;
  battery: string;
  /** As printed; `units.ts` gives the UCUM. */
  unit: string;
  low: string | null;
  high: string | null;
  /** Below and above these the biologist calls. */
  criticalLow: string | null;
  criticalHigh: string | null;
}

const loinc = (code: string, label: string): Coded => ({ code, system: '2.16.840.1.113883.6.1', label });

/** The chapters of a CR-BIO (cda-cr-bio.md §2), in the order of the report. */
export const chapters = {
  hematology: { title: 'HÉMATOLOGIE', code: loinc('18723-7', 'Hématologie') },
  coagulation: { title: 'HÉMOSTASE', code: loinc('18720-3', 'Coagulation') },
  biochemistry: { title: 'BIOCHIMIE', code: loinc('18719-5', 'Biochimie') },
  microbiology: { title: 'MICROBIOLOGIE', code: loinc('18725-2', 'Microbiologie') },
} as const;
export type ChapterName = keyof typeof chapters;

type Bound = string | null;
type Row = [
  code: string,
  label: string,
  unit: string,
  low: Bound,
  high: Bound,
  criticalLow?: Bound,
  criticalHigh?: Bound,
];

const battery = (chapter: ChapterName, name: string, ...rows: Row[]): [string, CatalogueEntry][] =>
  rows.map(([code, label, unit, low, high, criticalLow = null, criticalHigh = null]) => [
    code,
    { label, chapter, battery: name, unit, low, high, criticalLow, criticalHigh },
  ]);

/** Every laboratory has its own codes, units and intervals: that is what the transcoder is for. */
export const catalogues: Record<SiteName, ReadonlyMap<string, CatalogueEntry>> = {
  biolab: new Map([
    ...battery(
      'hematology',
      'Numération sanguine',
      ['HB', 'Hémoglobine', 'g/dL', '11.5', '15.0', '7.0', null],
      ['GB', 'Leucocytes', 'G/L', '4.0', '10.0', '1.0', '50.0'],
      ['PLQ', 'Plaquettes', 'G/L', '150', '400', '30', null],
      ['VGM', 'Volume globulaire moyen', 'fL', '80.0', '100.0'],
    ),
    ...battery('coagulation', 'Surveillance des antivitamines K', ['INR', 'INR', '', '2.0', '3.0']),
    ...battery(
      'biochemistry',
      'Bilan métabolique',
      ['GLYG', 'Glycémie à jeun', 'g/L', '0.74', '1.06', '0.40', '4.00'],
      ['GLYM', 'Glycémie à jeun', 'mmol/L', '4.11', '5.88', '2.2', '22.2'],
      ['CREA', 'Créatinine', 'µmol/L', '45', '84'],
      ['K', 'Potassium', 'mmol/L', '3.5', '5.1', '2.8', '6.2'],
      ['CRP', 'CRP', 'mg/L', null, '5.0'],
      ['HBA1C', 'Hémoglobine A1c', '%', '4.0', '6.0'],
      ['ICT', 'Indice ictérique', '', null, null],
      ['ZMAQ', 'Zinc de la maquette', 'µmol/L', '11.0', '23.0'],
    ),
    ...battery(
      'biochemistry',
      'Fer et thyroïde',
      ['FERR', 'Ferritine', 'µg/L', '15', '150'],
      ['TSH', 'TSH', 'mUI/L', '0.27', '4.20'],
    ),
    ...battery(
      'microbiology',
      'Examen direct des urines',
      ['LEUCU', 'Leucocytes urinaires', '/mL', null, '10000'],
      ['GERMU', 'Numération des germes', '/mL', null, '1000'],
    ),
    ...battery(
      'biochemistry',
      'Électrophorèse des protéines sériques',
      ['EPALB', 'Albumine', '%', '55.8', '66.1'],
      ['EPA1', 'Alpha-1 globulines', '%', '2.9', '4.9'],
      ['EPA2', 'Alpha-2 globulines', '%', '7.1', '11.8'],
      ['EPB', 'Bêta-globulines', '%', '7.9', '13.7'],
      ['EPG', 'Gamma-globulines', '%', '11.1', '18.8'],
    ),
  ]),
  port: new Map([
    ...battery('hematology', 'Hémogramme', ['1010', 'Hémoglobine', 'g/dL', '12.0', '16.0']),
    ...battery(
      'biochemistry',
      'Biochimie sanguine',
      ['2001', 'Glucose (à jeun)', 'mmol/L', '3.90', '6.10', '2.2', '22.2'],
      ['2014', 'Créatinine', 'mg/L', '5.0', '9.5'],
      ['2030', 'Kaliémie', 'mmol/L', '3.4', '4.8', '2.8', '6.2'],
    ),
    ...battery('biochemistry', 'Bilan martial', ['2105', 'Ferritine', 'ng/mL', '11', '205']),
    ...battery('biochemistry', 'Bilan thyroïdien', ['2201', 'TSH us', 'mUI/L', '0.35', '4.94']),
  ]),
};
