import { systems } from '../../../shared/codes';
import type { FictiveProfessional, FictiveStructure } from '../../professionals';
import { type Content, element, type Markup } from '../../xml/write';
import { cd } from './coded';

export const address = (s: { addressLines: readonly string[]; postalCode: string; city: string }) =>
  element(
    'addr',
    { use: 'WP' },
    s.addressLines.map((l) => element('streetAddressLine', {}, l)),
    element('streetAddressLine', {}, `${s.postalCode} ${s.city}`),
  );
export const telephone = (phone: string) => element('telecom', { value: `tel:${phone}`, use: 'WP' });
export const personId = (p: FictiveProfessional) =>
  element('id', { root: systems.person, extension: p.nationalId });
export const structureId = (s: FictiveStructure) =>
  element('id', { root: systems.structure, extension: s.id });

export const personName = (p: FictiveProfessional): Markup =>
  element(
    'name',
    {},
    element('family', {}, p.familyName),
    element('given', {}, p.givenName),
    element('prefix', {}, p.civility),
    element('suffix', {}, 'DR'),
  );

export const organisation = (s: FictiveStructure, name = 'representedOrganization', more: Content = null) =>
  element(name, {}, structureId(s), element('name', {}, s.name), telephone(s.phone), address(s), more);

/** assignedEntity with everything that the strictest caller wants. */
export const assigned = (
  name: string,
  p: FictiveProfessional,
  s: FictiveStructure,
  more: Content = null,
): Markup =>
  element(
    name,
    {},
    personId(p),
    cd('code', { ...p.authorSpeciality, system: systems.authorSpecialty }),
    address(s),
    telephone(s.phone),
    element('assignedPerson', {}, personName(p)),
    organisation(s, 'representedOrganization', more),
  );
