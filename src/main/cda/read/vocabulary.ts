/** Namespaces and template roots that the reader knows (cda-header.md §1, cda-cr-bio.md §2 and §3). */
export const HL7 = 'urn:hl7-org:v3';
export const LAB = 'urn:oid:1.3.6.1.4.1.19376.1.3.2';
export const XSL = 'http://www.w3.org/1999/XSL/Transform';

export const roots = {
  professional: '1.2.250.1.71.4.2.1',
  organisation: '1.2.250.1.71.4.2.2',
  cofrac: '1.2.250.1.213.6.3.1',
} as const;

export const templates = {
  labEntry: '1.3.6.1.4.1.19376.1.3.1',
  labEntryFr: '1.2.250.1.213.1.1.3.21',
  labObservation: '1.3.6.1.4.1.19376.1.3.1.6',
  labObservationFr: '1.2.250.1.213.1.1.3.80',
  comment: '1.3.6.1.4.1.19376.1.5.3.1.4.2',
  copySection: '1.2.250.1.213.1.1.2.243',
} as const;

export const COPY_SECTION_CODE = '55108-5';
export const COMMENT_CODE = '48767-8';
