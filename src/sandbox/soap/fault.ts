import { element, type Markup, raw } from '../xml/write';

export const SOAP12 = 'http://www.w3.org/2003/05/soap-envelope';
export const SOAP11 = 'http://schemas.xmlsoap.org/soap/envelope/';
export const WSA = 'http://www.w3.org/2005/08/addressing';
export const WSSE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';

export interface FaultParts {
  code: 'Sender' | 'Receiver' | 'VersionMismatch' | 'MustUnderstand';
  /** QName of the subcode, as text; its prefix is declared by `namespaces`. */
  subcode?: string;
  reason: string;
  detail?: Markup;
  namespaces?: Record<string, string>;
}

/**
 * A refusal on its way out: thrown where a check fails, caught in the one place that answers
 * (a server written as forty nested results would hide the order of the checks).
 */
export class SoapFault extends Error {
  constructor(readonly parts: FaultParts) {
    super(parts.reason);
  }
}

export const senderFault = (reason: string, subcode?: string): SoapFault =>
  new SoapFault({
    code: 'Sender',
    reason,
    ...(subcode ? { subcode, namespaces: { soap: SOAP12 } } : {}),
  });

export function envelope(headers: Markup[], body: Markup): string {
  const whole = element(
    'S:Envelope',
    { 'xmlns:S': SOAP12, 'xmlns:wsa': WSA },
    element('S:Header', {}, headers),
    element('S:Body', {}, body),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>${whole.markup}`;
}

export function faultEnvelope(parts: FaultParts, relatesTo: string | null): string {
  const declared = Object.fromEntries(
    Object.entries(parts.namespaces ?? {}).map(([p, uri]) => [`xmlns:${p}`, uri]),
  );
  const body = element(
    'S:Fault',
    declared,
    element(
      'S:Code',
      {},
      element('S:Value', {}, `S:${parts.code}`),
      parts.subcode && element('S:Subcode', {}, element('S:Value', {}, parts.subcode)),
    ),
    element('S:Reason', {}, element('S:Text', { 'xml:lang': 'fr' }, parts.reason)),
    parts.detail && element('S:Detail', {}, parts.detail),
  );
  const upgrade = raw(
    `<S:Upgrade><S:SupportedEnvelope qname="ns1:Envelope" xmlns:ns1="${SOAP12}"/></S:Upgrade>`,
  );
  return envelope(
    [
      ...(parts.code === 'VersionMismatch' ? [upgrade] : []),
      element('wsa:Action', {}, 'http://www.w3.org/2005/08/addressing/fault'),
      ...(relatesTo ? [element('wsa:RelatesTo', {}, relatesTo)] : []),
    ],
    body,
  );
}
