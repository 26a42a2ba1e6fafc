import { systems } from '../../../shared/codes';
import { element } from '../../xml/write';
import { clinicalDocument, type DocumentFacts } from './clinical';
import type { Coded } from './coded';

/** A document ready to leave: its facts, its CDA, the PDF that goes beside it, and how XDS names it. */
export interface ClinicalPaper {
  facts: DocumentFacts;
  cda: Uint8Array;
  pdf: Uint8Array;
  serviceStart: Date;
  classCode: Coded;
  format: Coded;
}

const PDF_FORMAT: Coded = { code: 'urn:ihe:iti:xds-sd:pdf:2008', system: systems.formatIhe, label: 'PDF' };

/** Level 1: a PDF under a French header (cda-header.md §8), whatever model the facts named. */
export function n1(
  facts: DocumentFacts,
  pdf: Uint8Array,
  serviceStart: Date,
  classCode: Coded,
): ClinicalPaper {
  const plain = { ...facts, templates: [{ root: '1.3.6.1.4.1.19376.1.2.20' }] };
  const body = element(
    'nonXMLBody',
    {},
    element(
      'text',
      { mediaType: 'application/pdf', representation: 'B64' },
      Buffer.from(pdf).toString('base64'),
    ),
  );
  const cda = new TextEncoder().encode(clinicalDocument(plain, body));
  return { facts: plain, cda, pdf, serviceStart, classCode, format: PDF_FORMAT };
}
