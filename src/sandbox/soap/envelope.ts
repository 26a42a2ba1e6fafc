import type { XmlDocument, XmlElement } from 'libxml2-wasm';
import { children, childrenOf, is, Malformed, only, parseXml, textOf } from '../xml/document';
import { duplicateIds } from '../xml/signature';
import { SOAP11, SOAP12, SoapFault, senderFault, WSA, WSSE } from './fault';

/** An envelope that passed the rules of SOAP 1.2 and WS-Addressing 1.0. Dispose of `doc` after use. */
export interface Envelope {
  doc: XmlDocument;
  bytes: Uint8Array;
  header: XmlElement;
  action: string;
  messageId: string;
  security: XmlElement | null;
  /** The one child of Body. */
  body: XmlElement;
}

export type AddressingHeader = 'MessageID' | 'To' | 'ReplyTo' | 'Action';

const MISSING = 'A required header representing a Message Addressing Property is not present';

/** Reads an envelope; throws {@link SoapFault} at the first rule broken. */
export function readEnvelope(bytes: Uint8Array, required: readonly AddressingHeader[]): Envelope {
  let doc: XmlDocument;
  try {
    doc = parseXml(bytes);
  } catch (e) {
    throw senderFault(e instanceof Malformed ? e.message : 'XML mal formé');
  }
  try {
    const { root } = doc;
    if (root.name === 'Envelope' && root.namespaceUri === SOAP11)
      throw new SoapFault({ code: 'VersionMismatch', reason: 'SOAP 1.2 attendu' });
    if (!is(root, SOAP12, 'Envelope')) throw senderFault('Enveloppe SOAP 1.2 attendue');
    const header = only(root, SOAP12, 'Header');
    const body = only(root, SOAP12, 'Body');
    if (!header || !body || children(root).length !== 2) throw senderFault('Header puis Body attendus');
    if (duplicateIds(root)) throw senderFault('Identifiant XML répété');
    for (const name of required) {
      const found = childrenOf(header, WSA, name);
      if (found.length === 0) throw senderFault(MISSING, undefined);
      if (found.length > 1) throw senderFault(`Un seul wsa:${name} attendu`);
    }
    const [payload, more] = children(body);
    if (!payload || more) throw senderFault('Un élément et un seul dans Body');
    const messageId = textOf(only(header, WSA, 'MessageID'));
    if (!/^(?:urn:)?uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(messageId))
      throw senderFault('wsa:MessageID : uuid attendu');
    const security = childrenOf(header, WSSE, 'Security');
    if (security.length > 1) throw senderFault('Un seul wsse:Security attendu');
    return {
      doc,
      bytes,
      header,
      action: textOf(only(header, WSA, 'Action')),
      messageId,
      security: security[0] ?? null,
      body: payload,
    };
  } catch (e) {
    doc.dispose();
    throw e;
  }
}
