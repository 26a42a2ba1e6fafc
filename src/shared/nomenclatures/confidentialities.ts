// Written by build/tables.mjs: do not edit.

/** Confidentiality and masking of an entry: JDV_J08, revision 2020-04-24. */
export const confidentialities: readonly (readonly [code: string, system: string, label: string])[] = [
  ['N', '2.16.840.1.113883.5.25', 'Normal'],
  ['R', '2.16.840.1.113883.5.25', 'Restreint'],
  ['V', '2.16.840.1.113883.5.25', 'Très restreint'],
  ['INVISIBLE_PATIENT', '1.2.250.1.213.1.1.4.13', 'Non visible par le patient'],
  [
    'INVISIBLE_REPRESENTANTS_LEGAUX',
    '1.2.250.1.213.1.1.4.13',
    'Non visible par les représentants légaux du patient',
  ],
  ['MASQUE_PS', '1.2.250.1.213.1.1.4.13', 'Masqué aux professionnels de santé'],
];
