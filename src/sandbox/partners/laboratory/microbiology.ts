import type { Coded } from '../writer/coded';

/** Reading of an antibiotic: sensible, sensible à forte posologie, résistant. */
export type Susceptibility = 'S' | 'I' | 'R';

const SNOMED = '2.16.840.1.113883.6.96';
const LOINC = '2.16.840.1.113883.6.1';

export const germs = {
  coli: { code: '112283007', system: SNOMED, label: 'Escherichia coli' },
  klebsiella: { code: '56415008', system: SNOMED, label: 'Klebsiella pneumoniae' },
} as const satisfies Record<string, Coded>;

const antibiotic = (name: string, code: string) => ({
  name,
  loinc: { code, system: LOINC, label: `${name} [Sensibilité]` },
});

export const antibiotics = {
  amoxicilline: antibiotic('Amoxicilline', '18861-5'),
  cotrimoxazole: antibiotic('Triméthoprime-sulfaméthoxazole', '18998-5'),
  ciprofloxacine: antibiotic('Ciprofloxacine', '18906-8'),
  ceftriaxone: antibiotic('Ceftriaxone', '18895-3'),
  fosfomycine: antibiotic('Fosfomycine', '25596-8'),
  nitrofurantoine: antibiotic('Nitrofurantoïne', '18955-5'),
} as const;
