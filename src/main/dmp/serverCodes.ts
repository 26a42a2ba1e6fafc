import type { catalogue } from './catalogue';

type Code = keyof typeof catalogue;

/** Error codes of the registry, of the repository and of the DMP itself (dmp.md §10) → ours. */
export const codes: Readonly<Record<string, Code>> = {
  DMPInvalidCertificate: 'dmp-signing-certificate',
  DMPAccessDeniedByRightsService: 'dmp-rights',
  DMPClosed: 'dmp-closed',
  DMPPatientAccess: 'dmp-patient-access',
  XDSUnknownPatientId: 'dmp-none',
  XDSPatientIdDoesNotMatch: 'dmp-patient-mismatch',
  XDSDuplicateUniqueIdInRegistry: 'dmp-already-there',
  XDSDocumentUniqueIdError: 'dmp-already-there',
  XDSRegistryDuplicateUniqueIdInMessage: 'dmp-request',
  XDSRepositoryDuplicateUniqueIdInMessage: 'dmp-request',
  XDSRegistryMetadataError: 'dmp-metadata',
  XDSRepositoryMetadataError: 'dmp-metadata',
  XDSMissingDocument: 'dmp-request',
  XDSMissingDocumentMetadata: 'dmp-request',
  XDSNonIdenticalHash: 'dmp-stale',
  XDSRegistryDeprecatedDocumentError: 'dmp-stale',
  XDSMetadataUpdateError: 'dmp-stale',
  XDSMetadataVersionError: 'dmp-stale',
  XDSMetadataUpdateOperationError: 'dmp-stale',
  UnresolvedReferenceException: 'dmp-stale',
  XDSRegistryError: 'dmp-server-error',
  XDSRepositoryError: 'dmp-server-error',
  XDSRegistryBusy: 'dmp-busy',
  XDSRepositoryBusy: 'dmp-busy',
  XDSRegistryOutOfResources: 'dmp-busy',
  XDSRepositoryOutOfResources: 'dmp-busy',
  XDSRegistryNotAvailable: 'dmp-busy',
  XDSTooManyResults: 'dmp-too-many',
  XDSStoredQueryMissingParam: 'dmp-request',
  XDSStoredQueryParamNumber: 'dmp-request',
  XDSUnknownStoredQuery: 'dmp-request',
  XDSUnknownRepositoryId: 'dmp-repository',
};

/** Sentences of faults, where the code says nothing (dmp.md §10). Compared on letters alone. */
export const phrases: readonly (readonly [string, Code])[] = [
  ['DMPInvalidCertificate', 'dmp-signing-certificate'],
  ['DMPAccessDeniedByRightsService', 'dmp-rights'],
  ['DMPPatientAccess', 'dmp-patient-access'],
  ['DMPClosed', 'dmp-closed'],
  ['A required header representing a Message Addressing Property is not present', 'dmp-request'],
  ['Structure introuvable ou inactive', 'dmp-structure'],
  ['PS et structure non liés', 'dmp-not-linked'],
  ['Aucune spécialité dans le VIHF', 'dmp-speciality'],
  ['Erreur d’authentification de la personne morale', 'dmp-structure-certificate'],
  ['Aucun AuthorInstitution ne correspond', 'dmp-author-institution'],
];
