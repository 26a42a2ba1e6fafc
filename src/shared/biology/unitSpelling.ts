import type { Property } from './analytes';

/** French laboratories print `G/L` for 10⁹/L; UCUM reads a gauss per litre. Only a code that counts cells may mean it. */
const counts: Readonly<Record<string, string>> = {
  'G/L': '10*9/L',
  'Giga/L': '10*9/L',
  'giga/L': '10*9/L',
  'T/L': '10*12/L',
  'Tera/L': '10*12/L',
  'tera/L': '10*12/L',
};

/** Printed spellings that have one reading whatever the analyte. */
const anywhere: Readonly<Record<string, string>> = {
  'UI/L': '[IU]/L',
  'mUI/L': 'm[IU]/L',
  'UI/mL': '[IU]/mL',
  'mUI/mL': 'm[IU]/mL',
  'µUI/mL': 'u[IU]/mL',
  'µmol/L': 'umol/L',
  'μmol/L': 'umol/L',
  'µg/L': 'ug/L',
  'μg/L': 'ug/L',
  'µg/dL': 'ug/dL',
  'mL/min/1.73m2': 'mL/min/{1.73_m2}',
  'mL/min/1.73.m2': 'mL/min/{1.73_m2}',
  'mL/min/1,73m²': 'mL/min/{1.73_m2}',
  'mL/mn/1.73m2': 'mL/min/{1.73_m2}',
};

/** The UCUM unit behind a short list of printed spellings; anything else is left as sent. */
export const unitSpelling = (unit: string, property: Property | null): string =>
  (property === 'NCnc' && Object.hasOwn(counts, unit) ? counts[unit] : undefined) ??
  (Object.hasOwn(anywhere, unit) ? anywhere[unit]! : unit);
