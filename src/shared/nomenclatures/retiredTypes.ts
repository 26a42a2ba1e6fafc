// Written by build/tables.mjs: do not edit.

/** Types of ASS_X04 that JDV_J07 no longer holds: read, never written. */
export const retiredDocumentTypes: readonly (readonly [
  code: string,
  system: string,
  label: string,
  classCode: string,
  classLabel: string,
])[] = [
  ['10213-7', '2.16.840.1.113883.6.1', '', '10', 'Compte rendu'],
  ['11493-4', '2.16.840.1.113883.6.1', '', '10', 'Compte rendu'],
  ['11526-1', '2.16.840.1.113883.6.1', '', '10', 'Compte rendu'],
  ['11528-7', '2.16.840.1.113883.6.1', '', '10', 'Compte rendu'],
  ['24611-6', '2.16.840.1.113883.6.1', '', '10', 'Compte rendu'],
  ['27899-4', '2.16.840.1.113883.6.1', '', '10', 'Compte rendu'],
  ['29554-3', '2.16.840.1.113883.6.1', '', '10', 'Compte rendu'],
  ['39256-3', '2.16.840.1.113883.6.1', '', '10', 'Compte rendu'],
  ['46241-6', '2.16.840.1.113883.6.1', '', '10', 'Compte rendu'],
  ['75497-8', '2.16.840.1.113883.6.1', '', '10', 'Compte rendu'],
  ['29550-1', '2.16.840.1.113883.6.1', '', '43', 'Dispensation'],
  ['29551-9', '2.16.840.1.113883.6.1', '', '42', 'Prescription'],
  ['52063-5', '2.16.840.1.113883.6.1', '', '42', 'Prescription'],
  ['52521-2', '2.16.840.1.113883.6.1', '', '42', 'Prescription'],
  ['CONTACTS-URGENCE', '1.2.250.1.213.1.1.4.12', '', '95', 'Document de gestion'],
  ['DOCPAT10', '1.2.250.1.213.1.1.4.12', '', '90', 'Autres documents déposés par le patient'],
];
