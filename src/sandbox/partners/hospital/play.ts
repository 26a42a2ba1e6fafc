import { freshFile, type PartnerScenario } from '../partner';
import { minutesBefore } from '../writer/time';
import { sendOut } from './pfi';
import type { HospitalScenario } from './scenarios';

/** A scenario of the hospital: the GAM admits, the DPI validates, the PFI sends. */
export const hospitalPart = (s: HospitalScenario, file?: string): PartnerScenario => ({
  sentence: s.sentence,
  patient: s.patient,
  play: (p) => {
    const { gam, dpi } = p.hospital;
    const stay = gam.admit(p.patient, s.identity ?? 'qualifiee', minutesBefore(p.at, s.days * 1440));
    return sendOut(dpi.validate(stay, s.letter), s.form ?? 'n1', file ?? freshFile(s.prefix, p), p);
  },
});
