import { create } from 'xmlbuilder2';
import type { Failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import type { CdaFailureCode } from './failure';
import { header } from './header';
import type { WrittenDocument } from './model';
import { documentRefusal } from './refusals';

/** IHE XDS-SD: level 1. No model's templateId beside it (§8). */
const LEVEL_1 = [{ root: '1.3.6.1.4.1.19376.1.2.20' }];

/**
 * A CDA R2 N1: the header of « structuration minimale » and the PDF/A-1 in base64 (cda-header.md §8).
 * UTF-8, the same bytes for the same input whatever the host. An input the national rules refuse is a failure.
 */
export function writeN1(d: WrittenDocument): Result<Uint8Array, Failure<CdaFailureCode>> {
  const refusal = documentRefusal(d);
  if (refusal) return err(refusal);
  const xml = create({ version: '1.0', encoding: 'UTF-8' });
  const document = xml.ele('urn:hl7-org:v3', 'ClinicalDocument');
  document.att('http://www.w3.org/2000/xmlns/', 'xmlns:xsi', 'http://www.w3.org/2001/XMLSchema-instance');
  header(document, d, LEVEL_1);
  document
    .ele('component')
    .ele('nonXMLBody')
    .ele('text', { mediaType: 'application/pdf', representation: 'B64' })
    .txt(Buffer.from(d.pdf).toString('base64'));
  return ok(new TextEncoder().encode(xml.end()));
}
