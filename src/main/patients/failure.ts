import { failures } from '../../shared/failure';

export const patientFailure = failures({
  'patient-unknown': {
    retry: 'never',
    message: 'Ce dossier n’existe pas, ou n’existe plus.',
    action: 'Revenez à la liste des patients et cherchez à nouveau.',
  },
  'patient-incomplete': {
    retry: 'human',
    message: 'Le document ne donne pas le nom de naissance, le prénom ou la date de naissance du patient.',
    action: 'Créez le dossier avec une pièce d’identité, puis classez le document dans ce dossier.',
  },
  'patient-name': {
    retry: 'human',
    message: 'Le nom ou un prénom contient un caractère que l’état civil n’admet pas.',
    action: 'Vérifiez le nom sur une pièce d’identité, puis créez le dossier à la main.',
  },
  'patient-exists': {
    retry: 'human',
    message: 'Un dossier a déjà ces traits\u202f: en créer un second ferait un doublon.',
    action: 'Choisissez le dossier proposé, ou vérifiez l’identité du patient.',
  },
  'evidence-unknown': {
    retry: 'never',
    message: 'Ce justificatif n’est pas dans la liste du cabinet.',
    action: 'Choisissez un justificatif de la liste.',
  },
  'insi-blocked': {
    retry: 'human',
    message: 'L’appel au téléservice INSi est bloqué\u202f: l’identité est marquée douteuse ou fictive.',
    action: 'Levez le doute sur l’identité, puis recommencez.',
  },
  'insi-sex': {
    retry: 'human',
    message: 'Le téléservice INSi ne peut pas être interrogé sans le sexe du patient.',
    action: 'Complétez le sexe dans le dossier, puis recommencez.',
  },
  'insi-no-ins': {
    retry: 'human',
    message: 'Ce dossier n’a pas d’INS à vérifier.',
    action: 'Cherchez d’abord l’INS auprès d’INSi.',
  },
  'insi-none': {
    retry: 'human',
    message: 'INSi ne trouve aucune identité avec ces traits.',
    action:
      'Vérifiez l’orthographe du nom (tirets compris), les prénoms et le lieu sur une pièce d’identité.',
  },
  'insi-several': {
    retry: 'human',
    message: 'INSi trouve plusieurs identités avec ces traits.',
    action: 'Ajoutez les autres prénoms ou le lieu de naissance, puis recommencez.',
  },
  'insi-empty': {
    retry: 'human',
    message: 'INSi a répondu sans nom, sans prénom ou sans sexe\u202f: rien n’a été repris.',
    action: 'Gardez l’identité telle quelle\u202f; signalez le cas à votre CPAM.',
  },
  'insi-date': {
    retry: 'human',
    message: 'INSi a répondu avec une date de naissance incomplète\u202f: rien n’a été repris.',
    action: 'Gardez l’identité telle quelle\u202f; signalez le cas à votre CPAM.',
  },
  'insi-oid': {
    retry: 'human',
    message: 'INSi a répondu avec une autorité d’affectation que cet environnement n’accepte pas.',
    action: 'Vérifiez la configuration du poste avec votre éditeur.',
  },
  'insi-matricule': {
    retry: 'human',
    message: 'INSi a répondu avec un matricule illisible\u202f: rien n’a été repris.',
    action: 'Gardez l’identité telle quelle\u202f; signalez le cas à votre éditeur.',
  },
  'insi-incoherent': {
    retry: 'human',
    message:
      'La liste des prénoms d’INSi ne commence pas par le prénom du dossier\u202f: rien n’a été repris.',
    action: 'Vérifiez le premier prénom de naissance sur une pièce d’identité.',
  },
  'insi-differs': {
    retry: 'human',
    message:
      'INSi répond un autre nom, une autre date ou un autre sexe que le dossier\u202f: rien n’a été repris.',
    action: 'Vérifiez ces traits sur une pièce d’identité, corrigez le dossier, puis recommencez.',
  },
  'insi-duplicate': {
    retry: 'human',
    message: 'Un autre dossier porte déjà ce matricule\u202f: il y a sans doute un doublon.',
    action: 'Comparez les deux dossiers avant de continuer.',
  },
  'insi-changed': {
    retry: 'now',
    message: 'Le dossier a changé pendant l’appel à INSi\u202f: rien n’a été repris.',
    action: 'Recommencez.',
  },
});
