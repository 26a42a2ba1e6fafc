import { element, type Markup } from '../xml/write';

export const RS = 'urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0';

/** A registry or repository error: the whole submission is refused. Thrown like SoapFault, for the same reason. */
export class RegistryRefusal extends Error {
  constructor(
    readonly code: string,
    readonly context: string,
  ) {
    super(`${code}: ${context}`);
  }
}

export const metadataError = (context: string) => new RegistryRefusal('XDSRegistryMetadataError', context);

export function demand(holds: unknown, context: string): asserts holds {
  if (!holds) throw metadataError(context);
}

const status = (name: string) => `urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:${name}`;

/** `rs:RegistryResponse`, or another answer of that shape, with its error list. */
export const registryResponse = (refusal: { code: string; context: string } | null): Markup =>
  element(
    'rs:RegistryResponse',
    { 'xmlns:rs': RS, status: status(refusal ? 'Failure' : 'Success') },
    refusal && errorList(refusal),
  );

export const errorList = (refusal: { code: string; context: string }): Markup =>
  element(
    'rs:RegistryErrorList',
    { 'xmlns:rs': RS },
    element('rs:RegistryError', {
      errorCode: refusal.code,
      codeContext: refusal.context,
      severity: 'urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:Error',
      location: '',
    }),
  );

export const responseStatus = status;
