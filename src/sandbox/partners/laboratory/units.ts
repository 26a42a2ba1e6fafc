/** UCUM of the units our laboratories print (cda-cr-bio.md §9). A ratio prints nothing. */
const UCUM: Record<string, string> = {
  '': '{ratio}',
  '%': '%',
  'g/dL': 'g/dL',
  'g/L': 'g/L',
  'mg/L': 'mg/L',
  'µg/L': 'ug/L',
  'ng/mL': 'ng/mL',
  'mmol/L': 'mmol/L',
  'µmol/L': 'umol/L',
  'mUI/L': 'm[IU]/L',
  'G/L': '10*9/L',
  fL: 'fL',
  '/mL': '/mL',
};

/** UCUM of a printed unit; a catalogue that prints another one is a bug. */
export function ucumOf(printed: string): string {
  const found = UCUM[printed];
  if (found === undefined) throw new RangeError(`no UCUM for ${printed}`);
  return found;
}
