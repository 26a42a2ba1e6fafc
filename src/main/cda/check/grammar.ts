/**
 * Content of the header's elements in CDA R2: `name:Type` and `?`, `*`, `+` as in a DTD, in the order of the
 * schema. Choices are written as options, and closed by a rule. Elements of other namespaces are not looked at.
 * A type that is not here holds what it likes.
 */
export const grammar: Readonly<Record<string, string>> = {
  ClinicalDocument:
    'realmCode:CS* typeId:II templateId:II* id:II code:CE title:ST? effectiveTime:TS confidentialityCode:CE languageCode:CS? setId:II? versionNumber:INT? copyTime:TS? recordTarget:RecordTarget+ author:Author+ dataEnterer:DataEnterer? informant:Informant* custodian:Custodian informationRecipient:InformationRecipient* legalAuthenticator:Authenticator? authenticator:Authenticator* participant:Participant* inFulfillmentOf:InFulfillmentOf* documentationOf:DocumentationOf* relatedDocument:RelatedDocument* authorization:Authorization* componentOf:ComponentOf? component:Component',
  RecordTarget: 'patientRole:PatientRole',
  PatientRole: 'id:II+ addr:AD* telecom:TEL* patient:Patient? providerOrganization:Organization?',
  Patient:
    'id:II? name:PN* administrativeGenderCode:CE? birthTime:TS? maritalStatusCode:CE? religiousAffiliationCode:CE? raceCode:CE? ethnicGroupCode:CE? guardian:Guardian* birthplace:Birthplace? languageCommunication:Any*',
  Guardian: 'id:II* code:CE? addr:AD* telecom:TEL* guardianPerson:Person? guardianOrganization:Organization?',
  Birthplace: 'place:Place',
  Place: 'name:EN? addr:AD?',
  Author: 'functionCode:CE? time:TS assignedAuthor:AssignedAuthor',
  AssignedAuthor:
    'id:II+ code:CE? addr:AD* telecom:TEL* assignedPerson:Person? assignedAuthoringDevice:Device? representedOrganization:Organization?',
  Device: 'code:CE? manufacturerModelName:ST? softwareName:ST? asMaintainedEntity:Any*',
  Person: 'name:PN*',
  Organization:
    'id:II* name:EN* telecom:TEL* addr:AD* standardIndustryClassCode:CE? asOrganizationPartOf:Any?',
  DataEnterer: 'time:TS? assignedEntity:AssignedEntity',
  AssignedEntity:
    'id:II+ code:CE? addr:AD* telecom:TEL* assignedPerson:Person? representedOrganization:Organization?',
  Informant: 'assignedEntity:AssignedEntity? relatedEntity:RelatedEntity?',
  RelatedEntity: 'code:CE? addr:AD* telecom:TEL* effectiveTime:IVL_TS? relatedPerson:Person?',
  Custodian: 'assignedCustodian:AssignedCustodian',
  AssignedCustodian: 'representedCustodianOrganization:CustodianOrganization',
  CustodianOrganization: 'id:II+ name:EN? telecom:TEL? addr:AD?',
  InformationRecipient: 'intendedRecipient:IntendedRecipient',
  IntendedRecipient:
    'id:II* addr:AD* telecom:TEL* informationRecipient:Person? receivedOrganization:Organization?',
  Authenticator: 'time:TS signatureCode:CS assignedEntity:AssignedEntity',
  Participant: 'functionCode:CE? time:IVL_TS? associatedEntity:AssociatedEntity',
  AssociatedEntity:
    'id:II* code:CE? addr:AD* telecom:TEL* associatedPerson:Person? scopingOrganization:Organization?',
  InFulfillmentOf: 'order:Order',
  Order: 'id:II+ code:CE? priorityCode:CE?',
  DocumentationOf: 'serviceEvent:ServiceEvent',
  ServiceEvent: 'id:II* code:CE? effectiveTime:IVL_TS? performer:Performer*',
  Performer: 'functionCode:CE? time:IVL_TS? assignedEntity:AssignedEntity',
  RelatedDocument: 'parentDocument:ParentDocument',
  ParentDocument: 'id:II+ code:CE? text:Any? setId:II? versionNumber:INT?',
  Authorization: 'consent:Consent',
  Consent: 'id:II* code:CE? statusCode:CS',
  ComponentOf: 'encompassingEncounter:EncompassingEncounter',
  EncompassingEncounter:
    'id:II* code:CE? effectiveTime:IVL_TS dischargeDispositionCode:CE? responsibleParty:ResponsibleParty? encounterParticipant:EncounterParticipant* location:Location?',
  ResponsibleParty: 'assignedEntity:AssignedEntity',
  EncounterParticipant: 'time:IVL_TS? assignedEntity:AssignedEntity',
  Location: 'healthCareFacility:HealthCareFacility',
  HealthCareFacility: 'id:II* code:CE? location:Any? serviceProviderOrganization:Organization?',
  Component: 'nonXMLBody:NonXmlBody? structuredBody:Any?',
  NonXmlBody: 'text:ED confidentialityCode:CE? languageCode:CS?',
  II: '',
  CS: '',
  TS: '',
  INT: '',
  CE: 'originalText:Any? qualifier:Any* translation:Any*',
  IVL_TS: 'low:TS? center:TS? width:Any? high:TS?',
};

const FREE = (type: string, names: string): Readonly<Record<string, string>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, type]));

/** Data types whose parts come in any order among their text, and the type of each part. */
export const mixed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AD: FREE(
    'ADXP',
    'delimiter country state county city postalCode houseNumber houseNumberNumeric direction streetName streetNameBase streetNameType additionalLocator unitID unitType careOf censusTract streetAddressLine deliveryAddressLine deliveryInstallationType deliveryInstallationArea deliveryInstallationQualifier deliveryMode deliveryModeIdentifier buildingNumberSuffix postBox precinct useablePeriod',
  ),
  PN: FREE('ENXP', 'delimiter family given prefix suffix validTime'),
  EN: FREE('ENXP', 'delimiter family given prefix suffix validTime'),
};

/** Data types the HL7 schema gives a closed list of attributes. */
export const attributesOf: Readonly<Record<string, readonly string[]>> = {
  II: ['nullFlavor', 'root', 'extension', 'assigningAuthorityName', 'displayable'],
  CS: ['nullFlavor', 'code', 'codeSystem', 'codeSystemName', 'codeSystemVersion', 'displayName'],
  CE: ['nullFlavor', 'code', 'codeSystem', 'codeSystemName', 'codeSystemVersion', 'displayName'],
  TS: ['nullFlavor', 'value', 'inclusive', 'operator'],
  INT: ['nullFlavor', 'value'],
  IVL_TS: ['nullFlavor', 'value', 'operator'],
  TEL: ['nullFlavor', 'value', 'use'],
  AD: ['nullFlavor', 'use', 'isNotOrdered'],
  EN: ['nullFlavor', 'use'],
  PN: ['nullFlavor', 'use'],
  ADXP: ['nullFlavor', 'partType', 'representation', 'mediaType', 'language', 'value', 'operator'],
  ENXP: ['nullFlavor', 'partType', 'qualifier', 'representation', 'mediaType', 'language'],
  ED: [
    'nullFlavor',
    'mediaType',
    'representation',
    'language',
    'compression',
    'integrityCheck',
    'integrityCheckAlgorithm',
  ],
};

/** Attributes of every act, role, entity and participation. */
export const STRUCTURAL: readonly string[] = [
  'nullFlavor',
  'classCode',
  'moodCode',
  'typeCode',
  'determinerCode',
  'contextControlCode',
  'contextConductionInd',
  'ID',
];
