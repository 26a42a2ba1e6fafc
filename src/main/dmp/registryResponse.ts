import type { Failure } from '../../shared/failure';
import { attribute, child, childrenOf, type XmlElement } from '../xml/element';
import { type DmpError, dmpFailure, refusal, worst } from './failure';

const RS = 'urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0';

export interface RegistryAnswer {
  /** `Success`, `Failure`, `PartialSuccess`, or what came in its place. */
  status: string;
  failures: Failure<DmpError>[];
  /** One line for the proof: status and codes, no trait. */
  summary: string;
}

/** Status and errors of a `RegistryResponse` or of an answer that extends it (dmp.md §5.3). */
export function readRegistryResponse(response: XmlElement): RegistryAnswer {
  const status = (attribute(response, 'status') ?? '').split(':').at(-1)!.slice(0, 40);
  const list = child(response, 'RegistryErrorList', RS);
  const errors = list ? childrenOf(list, 'RegistryError') : [];
  // A warning accompanies a success: it is no reason to call it a failure.
  const serious = errors.filter((e) => !(attribute(e, 'severity') ?? '').endsWith(':Warning'));
  const code = (e: XmlElement) => attribute(e, 'errorCode') ?? '';
  return {
    status,
    failures: serious.map((e) => refusal(code(e), attribute(e, 'codeContext') ?? '')),
    summary: [status, ...errors.map((e) => code(e).slice(0, 80))].join(' '),
  };
}

/** The one failure to show of an answer that is not a success. A partial success is to be shown as a failure. */
export const failureOf = (answer: RegistryAnswer): Failure<DmpError> =>
  answer.failures.length > 0
    ? worst(answer.failures)
    : answer.status === 'Success'
      ? dmpFailure('dmp-refused')
      : refusal('', answer.status);
