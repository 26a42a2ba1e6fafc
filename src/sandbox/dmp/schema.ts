import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { XmlDocument, type XmlElement, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { demand } from './refusal';

/**
 * The ebXML Registry schema of ITI-41. The XSDs are OASIS's and IHE's: they are not kept here, the bac à sable
 * takes them from a folder when there is one and judges structure by itself when there is none.
 */
export class SubmissionSchema {
  private readonly validator: XsdValidator | null;

  constructor(folder: string | null) {
    const file = folder && join(folder, 'lcm.xsd');
    if (!file || !existsSync(file)) {
      this.validator = null;
      return;
    }
    xmlRegisterFsInputProviders();
    const doc = XmlDocument.fromString(`<?xml version="1.0"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:import namespace="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0" schemaLocation="${file}"/>
</xs:schema>`);
    this.validator = XsdValidator.fromDoc(doc);
    doc.dispose();
  }

  get available(): boolean {
    return this.validator !== null;
  }

  check(submitObjects: XmlElement): void {
    if (!this.validator) return;
    try {
      this.validator.validate(submitObjects);
    } catch (e) {
      demand(false, `XSD : ${e instanceof Error ? e.message.split('\n')[0] : 'message non conforme'}`);
    }
  }

  dispose(): void {
    this.validator?.dispose();
  }
}
