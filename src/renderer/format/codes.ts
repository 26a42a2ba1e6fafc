import { type Coded, systems } from '../../shared/codes';

/** Names that doctors give to code systems; another system is told by its OID. */
const names: Readonly<Record<string, string>> = {
  [systems.loinc]: 'LOINC',
  [systems.snomedCt]: 'SNOMED CT',
  [systems.cim10]: 'CIM-10',
  '2.16.840.1.113883.6.347': 'CIM-11',
  [systems.atc]: 'ATC',
  '1.2.250.1.215.300.1': 'CCAM',
  '1.2.250.1.213.2.7': 'NABM',
  '1.2.250.1.213.2.3.1': 'CIS',
  '1.2.250.1.213.2.3.2': 'CIP',
  '1.2.250.1.213.2.59': 'Médicabase',
  '1.2.250.1.213.2.68': 'EMDN',
  '1.2.250.1.215.200.2.1': 'LPP',
  '0.4.0.127.0.16.1.1.2.1': 'EDQM',
  '1.2.840.10008.2.16.4': 'DICOM',
  '1.2.250.1.213.1.1.4.322': 'ANS',
};

/** « CIM-10 E11.9 »: a code with the name of its system; nothing when there is no code. */
export function codeText(code: Coded | null): string {
  if (!code?.code) return '';
  const system =
    code.system === null
      ? ''
      : (names[code.system] ?? (code.system.startsWith('2.16.840.1.113883.5.') ? 'HL7' : code.system));
  return [system, code.code].filter(Boolean).join(' ');
}
