import { at, child, descendants, textOf, words, type XmlElement } from '../xml/element';

/** A SOAP fault, prefixes taken off its codes. */
export interface Fault {
  /** `Sender`, `Receiver`, `VersionMismatch`… (SOAP 1.1: `Client`, `Server`). */
  code: string;
  /** From the outermost to the innermost: `siram_40`, `DMPInvalidCertificate`… */
  subcodes: string[];
  /** Sentence of the server. May quote a patient: never to a log as it is. */
  reason: string;
  /** Attributes and texts of the elements inside Detail, by local name. */
  detail: { name: string; ns: string; attributes: Readonly<Record<string, string>>; text: string }[];
}

/** Reads `soap:Fault` of SOAP 1.2, or of 1.1 where the names have no namespace. */
export function readFault(fault: XmlElement): Fault {
  const detail = child(fault, 'Detail') ?? child(fault, 'detail', '');
  return {
    code: local(textOf(at(fault, 'Code', 'Value') ?? child(fault, 'faultcode', ''))),
    subcodes: subcodes(child(fault, 'Code')),
    reason: words(at(fault, 'Reason', 'Text') ?? child(fault, 'faultstring', '')) ?? '',
    detail: detail
      ? [...descendants(detail)].map((e) => ({
          name: e.name,
          ns: e.ns,
          attributes: e.attributes,
          text: e.children
            .filter((c) => typeof c === 'string')
            .join('')
            .trim(),
        }))
      : [],
  };
}

function subcodes(code: XmlElement | null): string[] {
  const sub = child(code, 'Subcode');
  return sub ? [local(textOf(child(sub, 'Value'))), ...subcodes(sub)] : [];
}

/** Values are qualified names whose prefix is free: `S:siram_40`, `soap:DMPInvalidCertificate`. */
const local = (name: string): string => name.trim().split(':').at(-1)!;
