import { failures } from '../../../shared/failure';

const check = 'Vérifiez la fiche du patient, puis recommencez.';
const settings = 'Complétez les réglages du cabinet, puis recommencez.';

/** Why a document is not written. `detail` names the field, never its value. */
export const cdaFailure = failures({
  'cda-ids': {
    retry: 'never',
    message: 'Les identifiants du document ne sont pas valables.',
    action: 'Recommencez la rédaction\u202f; si le refus persiste, prévenez l’éditeur.',
  },
  'cda-version': {
    retry: 'never',
    message: 'La version du document et le document qu’elle remplace ne concordent pas.',
    action: 'Rouvrez le document d’origine et corrigez-le à partir de sa dernière version.',
  },
  'cda-type': {
    retry: 'never',
    message: 'Ce type de document n’existe pas dans la nomenclature nationale.',
    action: 'Choisissez un autre type de document.',
  },
  'cda-text': {
    retry: 'human',
    message: 'Un texte contient un caractère qui ne peut pas être transmis, ou il est vide ou trop long.',
    action: 'Corrigez le titre, l’adresse ou le nom signalé, puis recommencez.',
  },
  'cda-time': {
    retry: 'never',
    message: 'Une date du document n’existe pas, ou la fin de l’acte précède son début.',
    action: 'Vérifiez l’heure du poste et les dates de l’acte, puis recommencez.',
  },
  'cda-identity': {
    retry: 'human',
    message: 'L’identité du patient se contredit\u202f: son statut ne correspond pas à son INS.',
    action: 'Rappelez INSi pour ce patient, contrôlez sa pièce d’identité, puis recommencez.',
  },
  'cda-ins': {
    retry: 'human',
    message: 'Le matricule INS du patient n’est pas valable (forme, clé ou autorité).',
    action: 'Rappelez INSi pour ce patient, puis recommencez.',
  },
  'cda-trait': {
    retry: 'human',
    message: 'Il manque un trait d’identité du patient, ou un trait n’est pas écrit comme l’exige le RNIV.',
    action: check,
  },
  'cda-birth-date': {
    retry: 'human',
    message: 'La date de naissance du patient n’est pas une date réelle.',
    action: check,
  },
  'cda-author': {
    retry: 'human',
    message: 'L’identité professionnelle de l’auteur est incomplète ou inconnue de la nomenclature.',
    action: 'Relisez la carte CPS, puis recommencez.',
  },
  'cda-structure': {
    retry: 'human',
    message: 'L’identité de la structure est incomplète ou inconnue de la nomenclature.',
    action: settings,
  },
  'cda-recipient': {
    retry: 'human',
    message: 'Un destinataire est incomplet.',
    action: 'Corrigez ce correspondant ou retirez-le, puis recommencez.',
  },
  'cda-pdf': {
    retry: 'never',
    message: 'Le PDF du document est vide, trop volumineux ou n’est pas un PDF.',
    action: 'Recommencez l’aperçu\u202f; si le refus persiste, prévenez l’éditeur.',
  },
});

export type CdaFailureCode = Parameters<typeof cdaFailure>[0];
