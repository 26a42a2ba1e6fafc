// Written by build/tables.mjs: do not edit.

/** Setting of the main act: JDV_J04, revision 2024-09-27. */
export const practiceSettings: readonly (readonly [code: string, system: string, label: string])[] = [
  ['EXP_PATIENT', '1.2.250.1.213.1.1.4.6', 'Expression personnelle du patient'],
  ['SNR', '1.2.250.1.213.1.1.4.6', 'Service numérique référencé'],
  ['AMBULATOIRE', '1.2.250.1.213.1.1.4.9', 'Ambulatoire'],
  ['AMO', '1.2.250.1.213.1.1.4.9', "Organisme d'assurance maladie obligatoire"],
  ['DEPISTAGE', '1.2.250.1.213.1.1.4.9', 'Dépistage'],
  ['ESSMS', '1.2.250.1.213.1.1.4.9', 'Etablissement ou Service Social ou Médico-Social'],
  ['ETABLISSEMENT', '1.2.250.1.213.1.1.4.9', 'Etablissement de santé'],
  ['HAD', '1.2.250.1.213.1.1.4.9', 'Hospitalisation à domicile'],
  ['MAD', '1.2.250.1.213.1.1.4.9', 'Maintien à domicile'],
  ['PALLIATIF', '1.2.250.1.213.1.1.4.9', 'Soins palliatifs'],
  ['SAD', '1.2.250.1.213.1.1.4.9', 'Soins à domicile'],
  ['SAMU_SMUR', '1.2.250.1.213.1.1.4.9', 'SAMU/SMUR'],
];
