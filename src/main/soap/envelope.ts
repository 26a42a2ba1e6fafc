import type { Failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import { child, isElement, textOf, type XmlElement } from '../xml/element';
import { parseXml } from '../xml/parse';
import { soapFailure } from './failure';
import { type Fault, readFault } from './fault';
import { type Content, el } from './markup';

export const SOAP12 = 'http://www.w3.org/2003/05/soap-envelope';
export const SOAP11 = 'http://schemas.xmlsoap.org/soap/envelope/';
export const WSA = 'http://www.w3.org/2005/08/addressing';
export const WSSE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';

export interface EnvelopeParts {
  action: string;
  /** As written: `urn:uuid:…` for the DMP, `uuid:…` for INSi. */
  messageId: string;
  /** Absent where the service wants neither `To` nor `ReplyTo`. */
  to?: string;
  /** Content of `wsse:Security`: assertions, signed already. */
  security?: Content;
  /** Headers of the service's own. */
  headers?: Content;
  body: Content;
}

/** A SOAP 1.2 message with WS-Addressing 1.0 headers (dmp.md §3.3). */
export function writeEnvelope(parts: EnvelopeParts): string {
  const must = { 'soap:mustUnderstand': 'true' };
  return el(
    'soap:Envelope',
    { 'xmlns:soap': SOAP12, 'xmlns:wsa': WSA },
    el(
      'soap:Header',
      {},
      el('wsa:MessageID', {}, parts.messageId),
      parts.to !== undefined && [
        el('wsa:To', {}, parts.to),
        el('wsa:ReplyTo', must, el('wsa:Address', {}, `${WSA}/anonymous`)),
      ],
      el('wsa:Action', parts.to === undefined ? {} : must, parts.action),
      parts.headers,
      parts.security !== undefined && el('wsse:Security', { 'xmlns:wsse': WSSE }, parts.security),
    ),
    el('soap:Body', {}, parts.body),
  ).xml;
}

export interface Answer {
  /** First element of the Body; null when it is empty. */
  body: XmlElement | null;
  fault: Fault | null;
  /** MessageID this answers, when said. */
  relatesTo: string | null;
}

/** Reads a SOAP answer, 1.2 or the 1.1 some intermediaries fall back to. A fault is an answer, not an error. */
export function readEnvelope(bytes: Uint8Array): Result<Answer, Failure> {
  const parsed = parseXml(bytes);
  if (!parsed.ok) return parsed;
  const envelope = parsed.value;
  if (envelope.name !== 'Envelope' || (envelope.ns !== SOAP12 && envelope.ns !== SOAP11))
    return err(soapFailure('soap-envelope', `root ${envelope.name.slice(0, 40)}`));
  const bodies = envelope.children.filter(isElement).filter((e) => e.name === 'Body' && e.ns === envelope.ns);
  if (bodies.length !== 1) return err(soapFailure('soap-envelope', `${bodies.length} bodies`));
  const content = bodies[0]!.children.find(isElement) ?? null;
  const isFault = content?.name === 'Fault' && content.ns === envelope.ns;
  return ok({
    body: isFault ? null : content,
    fault: isFault ? readFault(content) : null,
    relatesTo: textOf(child(child(envelope, 'Header'), 'RelatesTo', WSA)).trim() || null,
  });
}
