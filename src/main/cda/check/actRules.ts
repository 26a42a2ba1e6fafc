import { facilityTypes } from '../../../shared/nomenclatures/facilityTypes';
import { encounterCodes, encounterParticipationCodes } from '../../../shared/nomenclatures/headerCodes';
import { at, attribute, child, childrenOf, type XmlElement } from '../../xml/element';
import { count, each, error, HL7, has, inSet, onlyIf, type Rule, warning } from './rule';

const mainEvent: Rule['on'] = (d) =>
  childrenOf(childrenOf(d, 'documentationOf', HL7)[0], 'serviceEvent', HL7);
const encounter = each('componentOf/encompassingEncounter');
const bound = (time: XmlElement | null, name: 'low' | 'high') => {
  const element = child(time, name, HL7);
  return element && attribute(element, 'value');
};
const low = (time: XmlElement | null) => bound(time, 'low');
const high = (time: XmlElement | null) => bound(time, 'high');

/** cda-header.md §5 and §6: the act and the encounter. */
export const actRules: readonly Rule[] = [
  error(
    'act.time',
    '§5',
    mainEvent,
    'L’acte principal a une date de début.',
    (e) => low(child(e, 'effectiveTime', HL7)) !== null,
  ),
  error(
    'act.performer',
    '§5',
    mainEvent,
    'L’acte principal a un seul exécutant.',
    (e) => count(e, 'performer') === 1,
  ),
  error(
    'act.performer.type',
    '§5',
    each('documentationOf/serviceEvent/performer'),
    'L’exécutant porte un typeCode de CDA.',
    (p) => ['PRF', 'PPRF', 'SPRF'].includes(attribute(p, 'typeCode') ?? ''),
  ),
  warning(
    'act.performer.main',
    '§5',
    each('documentationOf/serviceEvent/performer'),
    'L’exécutant est PRF.',
    (p) => attribute(p, 'typeCode') === 'PRF',
  ),
  error(
    'act.performer.id',
    '§5',
    (d) => [...mainEvent(d)].flatMap((e) => childrenOf(child(e, 'performer', HL7), 'assignedEntity', HL7)),
    'L’exécutant a un seul identifiant.',
    (e) => count(e, 'id') === 1,
  ),
  error(
    'act.setting',
    '§5',
    mainEvent,
    'La structure de l’exécutant porte son cadre d’exercice.',
    (e) =>
      at(e, 'performer', 'assignedEntity', 'representedOrganization', 'standardIndustryClassCode') !== null,
  ),
  error(
    'act.code',
    '§5',
    each('documentationOf/serviceEvent/code'),
    'L’acte a un code et sa nomenclature, ou nullFlavor.',
    (c) => has(c, 'nullFlavor') || (has(c, 'code') && has(c, 'codeSystem')),
  ),
  error(
    'act.order',
    '§5',
    onlyIf(mainEvent, (e) => high(child(e, 'effectiveTime', HL7)) !== null),
    'La fin de l’acte précède son début.',
    (e) =>
      (high(child(e, 'effectiveTime', HL7)) ?? '').slice(0, 8) >=
      (low(child(e, 'effectiveTime', HL7)) ?? '').slice(0, 8),
  ),
  error(
    'encounter.code',
    '§6',
    each('componentOf/encompassingEncounter/code'),
    'La prise en charge est dans JDV_J142, avec son libellé.',
    (c, d) => inSet(encounterCodes, true)(c, d) && has(c, 'displayName'),
  ),
  error(
    'encounter.time',
    '§6',
    each('componentOf/encompassingEncounter/effectiveTime'),
    'La prise en charge a une date, ou nullFlavor.',
    (e) => has(e, 'nullFlavor') || has(e, 'value') || count(e, 'low') > 0 || count(e, 'high') > 0,
  ),
  error(
    'encounter.duration',
    '§10.7',
    onlyIf(each('componentOf/encompassingEncounter/effectiveTime'), (e) => low(e) !== null),
    'Début et fin de la prise en charge ne peuvent être égaux.',
    (e) => low(e) !== high(e),
  ),
  error(
    'participant.duration',
    '§10.7',
    onlyIf(each('participant/time'), (e) => low(e) !== null),
    'Début et fin de la participation ne peuvent être égaux.',
    (e) => low(e) !== high(e),
  ),
  error(
    'encounter.participant',
    '§6',
    each('componentOf/encompassingEncounter/encounterParticipant'),
    'Le participant à la prise en charge est dans JDV_J140.',
    (p) => encounterParticipationCodes.some(([c]) => c === attribute(p, 'typeCode')),
  ),
  error(
    'encounter.discharge',
    '§6',
    each('componentOf/encompassingEncounter/dischargeDispositionCode'),
    'Le mode de sortie est de la nomenclature nationale.',
    (c) => attribute(c, 'codeSystem') === '1.2.250.1.213.2.14',
  ),
  error(
    'encounter.location',
    '§6',
    encounter,
    'Le lieu de la prise en charge est obligatoire.',
    (e) => at(e, 'location', 'healthCareFacility', 'code') !== null,
  ),
  error(
    'encounter.facility',
    '§6',
    each('componentOf/encompassingEncounter/location/healthCareFacility/code'),
    'La modalité d’exercice est dans JDV_J02, avec son libellé.',
    (c, d) => inSet(facilityTypes, true)(c, d) && has(c, 'displayName'),
  ),
  error(
    'consent',
    '§6',
    each('authorization/consent'),
    'Un consentement a un code et l’état completed.',
    (c) => count(c, 'code') === 1 && attribute(child(c, 'statusCode', HL7) ?? c, 'code') === 'completed',
  ),
];
