/** UCUM units whose French usage cannot be spelt from their parts. */
const whole: Record<string, string> = {
  '10*9/L': 'G/L',
  '10*12/L': 'T/L',
  '10*6/L': 'M/L',
  '10*3/uL': 'G/L',
  '10*6/uL': 'T/L',
  '/uL': '/µL',
  '/mm3': '/mm³',
  '1': '',
  '{ratio}': '',
  '{INR}': '',
  '[pH]': '',
  'm[IU]/L': 'mUI/L',
  'mL/min/{1.73_m2}': 'mL/min/1,73 m²',
  'mL/min/1.73m2': 'mL/min/1,73 m²',
  'mL/min/1.73.m2': 'mL/min/1,73 m²',
  '[degF]': '°F',
  Cel: '°C',
};

/** Symbols inside a unit, longest first. */
const symbols: readonly (readonly [RegExp, string])[] = [
  [/\((\d+)\.h\)/g, '$1 h'],
  [/\[iU\]|\[IU\]/g, 'UI'],
  [/\[arb'U\]|\[ARB'U\]/g, 'U'],
  [/\[CFU\]|\[cfu_us\]/gi, 'UFC'],
  [/mm\[Hg\]/g, 'mmHg'],
  [/m\[H2O\]/g, 'mH₂O'],
  [/(^|[/.])u(?=[A-Za-z])/g, '$1µ'],
  [/(^|[/.])a(?=$|[/.])/g, '$1an'],
  [/(^|[/.])mo(?=$|[/.])/g, '$1mois'],
  [/(^|[/.])wk(?=$|[/.])/g, '$1sem'],
  [/(^|[/.])d(?=$|[/.])/g, '$1j'],
  [/(^|[/.])l(?=$|[/.])/g, '$1L'],
  [/(^|[/.])([mcdµn])l(?=$|[/.])/g, '$1$2L'],
  [/10\*(-?\d+)/g, '10^$1'],
];

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const raised = (digits: string) =>
  digits.replace(/\d/g, (d) => superscripts[Number(d)] ?? d).replace('-', '⁻');

/** A UCUM unit as French laboratories print it: `10*9/L` → `G/L`, `m[IU]/L` → `mUI/L`, `ug/L` → `µg/L`. Unknown units stay as sent. */
export function frenchUnit(ucum: string | null | undefined): string {
  if (!ucum) return '';
  const known = whole[ucum];
  if (known !== undefined) return known;
  let unit = ucum.replace(/\{([^}]*)\}/g, (_, note: string) => (note ? ` ${note.replaceAll('_', ' ')}` : ''));
  for (const [pattern, french] of symbols) unit = unit.replace(pattern, french);
  return unit
    .replace(/10\^(-?\d+)/g, (_, power: string) => `10${raised(power)}`)
    .replace(/([A-Za-z])(\d)(?=$|[/.])/g, (_, letter: string, digit: string) => letter + raised(digit))
    .replace(/(?<=\D)\.(?=\D)/g, '·')
    .trim();
}
