// Written by build/tables.mjs: do not edit.

/** confidentialityCode of a document: JDV_HL7, revision 2022-09-28. */
export const confidentialityCodes: readonly (readonly [code: string, system: string, label: string])[] = [
  ['L', '2.16.840.1.113883.5.25', 'Bas'],
  ['M', '2.16.840.1.113883.5.25', 'Modéré'],
  ['N', '2.16.840.1.113883.5.25', 'Normal'],
  ['R', '2.16.840.1.113883.5.25', 'Restreint'],
  ['U', '2.16.840.1.113883.5.25', 'Non restreint'],
  ['V', '2.16.840.1.113883.5.25', 'Très restreint'],
];

/** functionCode of an author or a participant: JDV_J47, revision 2024-12-13. */
export const functionCodes: readonly (readonly [code: string, system: string, label: string])[] = [
  ['CORRE', '1.2.250.1.213.1.1.4.2.280', 'Correspondant'],
  ['PRELV', '1.2.250.1.213.1.1.4.2.280', 'Préleveur'],
  ['ES-REF', '1.2.250.1.213.1.1.4.2.280', 'Etablissement de santé de référence'],
  ['ES-PREF', '1.2.250.1.213.1.1.4.2.280', 'Etablissement de santé de préférence'],
  ['ADMPHYS', '2.16.840.1.113883.5.88', "Responsable de l'admission"],
  ['ATTPHYS', '2.16.840.1.113883.5.88', 'Référent - Responsable du patient dans la structure de soins'],
  ['DISPHYS', '2.16.840.1.113883.5.88', 'Responsable de la sortie'],
  ['PCP', '2.16.840.1.113883.5.88', 'Médecin traitant'],
  ['330', '1.2.250.1.213.1.6.1.107', 'Coordonnateur de parcours'],
  ['353', '1.2.250.1.213.1.6.1.107', "Membre de l'équipe de soins"],
];

/** code of a relatedEntity: JDV_J11, revision 2020-04-24. */
export const relationCodes: readonly (readonly [code: string, system: string, label: string])[] = [
  ['MTH', '2.16.840.1.113883.5.111', 'Mère'],
  ['FTH', '2.16.840.1.113883.5.111', 'Père'],
  ['NMTH', '2.16.840.1.113883.5.111', 'Mère biologique'],
  ['NFTH', '2.16.840.1.113883.5.111', 'Père biologique'],
  ['STPMTH', '2.16.840.1.113883.5.111', 'Belle-mère - épouse du père ou de la mère'],
  ['STPFTH', '2.16.840.1.113883.5.111', 'Beau-père - époux du père ou de la mère'],
  ['GRMTH', '2.16.840.1.113883.5.111', 'Grand-mère'],
  ['GRFTH', '2.16.840.1.113883.5.111', 'Grand-père'],
  ['GGRMTH', '2.16.840.1.113883.5.111', 'Arrière-grand-mère'],
  ['GGRFTH', '2.16.840.1.113883.5.111', 'Arrière-grand-père'],
  ['DAU', '2.16.840.1.113883.5.111', 'Fille biologique'],
  ['SON', '2.16.840.1.113883.5.111', 'Fils biologique'],
  ['BRO', '2.16.840.1.113883.5.111', 'Frère'],
  ['SIS', '2.16.840.1.113883.5.111', 'Soeur'],
  ['HBRO', '2.16.840.1.113883.5.111', 'Demi-frère'],
  ['HSIS', '2.16.840.1.113883.5.111', 'Demi-soeur'],
  ['GRNDDAU', '2.16.840.1.113883.5.111', 'Petite-fille'],
  ['GRNDSO', '2.16.840.1.113883.5.111', 'Petit-fils'],
  ['UNCLE', '2.16.840.1.113883.5.111', 'Oncle'],
  ['AUNT', '2.16.840.1.113883.5.111', 'Tante'],
  ['NEPHEW', '2.16.840.1.113883.5.111', 'Neveu'],
  ['NIECE', '2.16.840.1.113883.5.111', 'Nièce'],
  ['HUSB', '2.16.840.1.113883.5.111', 'Epoux'],
  ['WIFE', '2.16.840.1.113883.5.111', 'Epouse'],
  ['DOMPART', '2.16.840.1.113883.5.111', 'Concubin(e) ou partenaire PACS'],
  ['ROOM', '2.16.840.1.113883.5.111', 'Personne vivant sous le même toit'],
  ['FRND', '2.16.840.1.113883.5.111', 'Autre proche'],
  ['NBOR', '2.16.840.1.113883.5.111', 'Voisin(e)'],
  ['FAMMEMB', '2.16.840.1.113883.5.111', 'Autre membre de la famille'],
  ['CHILD', '2.16.840.1.113883.5.111', 'Enfant'],
  ['COUSN', '2.16.840.1.113883.5.111', 'Cousin(e)'],
  ['SIGOTHR', '2.16.840.1.113883.5.111', 'Conjoint'],
  ['DAUC', '2.16.840.1.113883.5.111', 'Fille'],
  ['SONC', '2.16.840.1.113883.5.111', 'Fils'],
  ['TUTEUR', '1.2.250.1.213.1.1.4.327', 'Tuteur'],
  ['CURATEUR', '1.2.250.1.213.1.1.4.327', 'Curateur'],
  ['MSVG', '1.2.250.1.213.1.1.4.327', 'Mandataire de sauvegarde'],
];

/** typeCode of an encounterParticipant: JDV_J140, revision 2021-03-26. */
export const encounterParticipationCodes: readonly (readonly [
  code: string,
  system: string,
  label: string,
])[] = [
  ['ADM', '2.16.840.1.113883.5.90', "Responsable de l'admission"],
  ['ATND', '2.16.840.1.113883.5.90', 'Superviseur / Responsable des soins'],
  ['CON', '2.16.840.1.113883.5.90', 'Consultant'],
  ['DIS', '2.16.840.1.113883.5.90', 'Responsable de la sortie'],
  ['REF', '2.16.840.1.113883.5.90', 'Référent / Prescripteur'],
  ['RESP', '2.16.840.1.113883.5.90', "Responsable de l'acte"],
];

/** code of an encounter: JDV_J142, revision 2021-03-26. */
export const encounterCodes: readonly (readonly [code: string, system: string, label: string])[] = [
  ['IMP', '2.16.840.1.113883.5.4', 'Hospitalisation (établissement, y compris HAD)'],
  ['EMER', '2.16.840.1.113883.5.4', 'Passage aux urgences (établissement)'],
  ['AMB', '2.16.840.1.113883.5.4', 'Ambulatoire (hors établissement)'],
  ['FLD', '2.16.840.1.113883.5.4', 'Terrain (voie publique, hélicoptère, ambulance, etc.)'],
  ['HH', '2.16.840.1.113883.5.4', 'Soins à domicile (hors établissement)'],
  ['VR', '2.16.840.1.113883.5.4', "Virtuelle (exemple : RCP en l'absence du patient)"],
  ['EXTERNE', '1.2.250.1.213.1.1.4.2.291', 'Acte et consultation externe (établissement)'],
  ['SEANCE', '1.2.250.1.213.1.1.4.2.291', 'Séance (établissement ou libéral)'],
];

/** administrativeGenderCode: JDV_J143, revision 2021-03-26. */
export const genderCodes: readonly (readonly [code: string, system: string, label: string])[] = [
  ['F', '2.16.840.1.113883.5.1', 'Féminin'],
  ['M', '2.16.840.1.113883.5.1', 'Masculin'],
  ['UN', '2.16.840.1.113883.5.1', 'Inconnu'],
];

/** typeCode of a participant: JDV_J144, revision 2021-03-26. */
export const participationCodes: readonly (readonly [code: string, system: string, label: string])[] = [
  ['REF', '2.16.840.1.113883.5.90', 'Référent / Prescripteur'],
  ['REFB', '2.16.840.1.113883.5.90', 'Personne ayant adressé le patient'],
  ['INF', '2.16.840.1.113883.5.90', 'Informateur'],
  ['RESP', '2.16.840.1.113883.5.90', "Responsable de l'acte"],
  ['PRF', '2.16.840.1.113883.5.90', 'Exécutant'],
  ['CON', '2.16.840.1.113883.5.90', 'Consultant'],
  ['VRF', '2.16.840.1.113883.5.90', 'Vérificateur'],
];

/** prefix of a professional’s name: JDV_J245, revision 2023-03-31. */
export const civilityCodes: readonly (readonly [code: string, system: string, label: string])[] = [
  ['M', '1.2.250.1.213.1.6.1.69', 'Monsieur'],
  ['MME', '1.2.250.1.213.1.6.1.69', 'Madame'],
];

/** suffix of a professional’s name: JDV_J246, revision 2024-01-26. */
export const titleCodes: readonly (readonly [code: string, system: string, label: string])[] = [
  ['DR', '1.2.250.1.213.1.6.1.11', 'Docteur'],
  ['MC', '1.2.250.1.213.1.6.1.11', 'Médecin chef'],
  ['MG', '1.2.250.1.213.1.6.1.11', 'Médecin général'],
  ['PC', '1.2.250.1.213.1.6.1.11', 'Pharmacien chef'],
  ['PG', '1.2.250.1.213.1.6.1.11', 'Pharmacien général'],
  ['PR', '1.2.250.1.213.1.6.1.11', 'Professeur'],
];
