import { fileOf, freshFile, type PartnerScenario } from '../partner';
import { validate } from './ris';
import type { ImagingScenario } from './scenarios';

/** A scenario of the radiologists: order, act, report. */
export const radiologyPart = (s: ImagingScenario): PartnerScenario => ({
  sentence: s.sentence,
  patient: s.patient ?? 0,
  play: (p) => {
    const accession = s.accession ? fileOf(s.accession, p) : freshFile('IMG', p);
    return validate(p.ris.order(p.patient, accession, s.act), s.version ?? 1, s.to ?? 'doctor', p);
  },
});
