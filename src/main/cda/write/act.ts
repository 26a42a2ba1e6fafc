import { conceptOf } from '../../../shared/nomenclatures/concept';
import { facilityTypes } from '../../../shared/nomenclatures/facilityTypes';
import { encounterCodes } from '../../../shared/nomenclatures/headerCodes';
import { practiceSettings } from '../../../shared/nomenclatures/practiceSettings';
import { hl7Time } from '../../../shared/parisTime';
import { code, type Element } from './datatypes';
import type { DocumentHeader } from './model';
import { facilityOf, organisation, professional } from './people';

/** The main act (§5): its performer's organisation must carry the practice setting. */
export function documentationOf(root: Element, d: DocumentHeader): void {
  const event = root.ele('documentationOf').ele('serviceEvent');
  if (d.act) code(event, 'code', [d.act.code, d.act.system, d.act.label]);
  const time = event.ele('effectiveTime');
  time.ele('low', { value: hl7Time(d.serviceStart) });
  if (d.serviceStop) time.ele('high', { value: hl7Time(d.serviceStop) });
  const entity = event.ele('performer', { typeCode: 'PRF' }).ele('assignedEntity');
  professional(entity, d);
  const structure = entity.ele('representedOrganization');
  organisation(structure, d);
  code(structure, 'standardIndustryClassCode', conceptOf(practiceSettings, d.practice.practiceSetting)!);
}

export function relatedDocument(root: Element, d: DocumentHeader): void {
  if (!d.replaces) return;
  const parent = root.ele('relatedDocument', { typeCode: 'RPLC' }).ele('parentDocument');
  parent.ele('id', { root: d.replaces });
  parent.ele('versionNumber', { value: String(d.version - 1) });
}

/** The encounter (§6). `low` alone: a `high` equal to it is an error (§10.7). */
export function componentOf(root: Element, d: DocumentHeader): void {
  const encounter = root.ele('componentOf').ele('encompassingEncounter');
  code(encounter, 'code', conceptOf(encounterCodes, d.encounter)!);
  encounter.ele('effectiveTime').ele('low', { value: hl7Time(d.serviceStart) });
  const facility = encounter.ele('location').ele('healthCareFacility');
  code(facility, 'code', conceptOf(facilityTypes, facilityOf(d.situation, d.practice))!);
}
