import { z } from 'zod';

/** A coded value as documents carry it: any part may be missing. `system` is an OID. */
export const codedSchema = z.object({
  code: z.string().nullable(),
  system: z.string().nullable(),
  label: z.string().nullable(),
});
export type Coded = z.infer<typeof codedSchema>;

/** The code systems we write or recognise, by the name the field uses. */
export const systems = {
  loinc: '2.16.840.1.113883.6.1',
  snomedCt: '2.16.840.1.113883.6.96',
  cim10: '2.16.840.1.113883.6.3',
  atc: '2.16.840.1.113883.6.73',
  ucum: '2.16.840.1.113883.6.8',
  documentType: '1.2.250.1.213.1.1.4.12',
  documentClass: '1.2.250.1.213.1.1.4.1',
  formatNational: '1.2.250.1.213.1.1.4.2.282',
  formatIhe: '1.3.6.1.4.1.19376.1.2.3',
  confidentiality: '2.16.840.1.113883.5.25',
  confidentialityDmp: '1.2.250.1.213.1.1.4.13',
  interpretation: '2.16.840.1.113883.5.83',
  profession: '1.2.250.1.71.1.2.7',
  speciality: '1.2.250.1.71.4.2.5',
  authorSpecialty: '1.2.250.1.213.1.1.4.5',
  practiceSetting: '1.2.250.1.213.1.1.4.9',
  facilityType: '1.2.250.1.71.4.2.4',
  person: '1.2.250.1.71.4.2.1',
  structure: '1.2.250.1.71.4.2.2',
} as const;
