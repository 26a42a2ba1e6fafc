import { type Ins, insKey } from '../../../shared/identity/ins';
import { type FictivePatient, fictivePatient, patientAddress } from '../../population';
import { doctor, hospitalDoctor, hospitalMailbox } from '../../professionals';
import { fileOf, freshFile, type PartnerScenario, type Performance } from '../partner';
import { compose } from '../writer/mail';
import { print } from '../writer/paper';
import { type PartnerMessage, post } from '../writer/post';
import { frenchDate, hl7, minutesBefore } from '../writer/time';
import { type LabVersion, labReport, labReportN1 } from './report';
import type { LabScenario } from './scenarios';
import { chaptersOf } from './sgl';
import { type LaboratorySite, type SiteName, sites } from './sites';

/** A scenario of a laboratory, ready to be played. */
export const laboratoryPart = (s: LabScenario): PartnerScenario => ({
  sentence: s.sentence,
  patient: s.patient ?? 0,
  play: (p) => (s.form === 'pdf' ? nakedPdf(s, p) : report(s, p)),
});

async function report(s: LabScenario, p: Performance): Promise<PartnerMessage> {
  const lab = versionOf(s, p);
  const paper = await (s.form === 'n1' ? labReportN1(lab) : labReport(lab, p.ids));
  const hospital = s.to === 'hospital';
  return post(
    paper,
    {
      ...(hospital ? { to: hospitalMailbox } : {}),
      alsoTo: hospital || s.identity ? [] : [patientAddress(p.patient)],
      // A document whose identity is wrong is stopped at the DMP's door: the laboratory does not even try.
      dmp: !s.identity,
    },
    { ...p, at: lab.at },
  );
}

function versionOf(s: LabScenario, p: Performance): LabVersion {
  const name: SiteName = s.site ?? 'biolab';
  return {
    site: sites[name],
    patient: s.identity ? mistaken(p.patient, s.identity) : p.patient,
    file: s.file ? fileOf(s.file, p) : freshFile(s.form === 'n1' ? 'N1' : 'LAB', p),
    version: s.version ?? 1,
    state: s.state ?? 'final',
    chapters: chaptersOf(name, s.results, p.transcoder),
    at: minutesBefore(p.at, (s.daysAgo ?? 0) * 1440),
    remark: s.remark ?? null,
    secondIntention: s.secondIntention ?? false,
    recipients: [s.to === 'hospital' ? hospitalDoctor : doctor],
  };
}

/** The identity as a careless desk would have written it. */
function mistaken(p: FictivePatient, how: NonNullable<LabScenario['identity']>): FictivePatient {
  const { traits } = p;
  switch (how) {
    case 'ins-of-another':
      return { ...p, ins: fictivePatient(p === fictivePatient(1) ? 0 : 1).ins };
    case 'swapped-names':
      return {
        ...p,
        traits: {
          ...traits,
          birthName: traits.firstGivenName,
          firstNames: traits.birthName,
          firstGivenName: traits.birthName,
        },
      };
    case 'unknown-ins':
      return { ...p, ins: nobodys(p.ins) };
  }
}

/** Same sex, year and month, a commune that does not exist: a good key, and nobody behind it. */
function nobodys(ins: Ins): Ins {
  const matricule13 = `${ins.value.slice(0, 5)}35999999`;
  return { ...ins, value: `${matricule13}${insKey(matricule13) ?? ''}` };
}

/** What old software sends: a PDF, the traits in it, and nothing a machine could match. */
async function nakedPdf(
  s: LabScenario,
  { at, ids, patient, transcoder }: Performance,
): Promise<PartnerMessage> {
  const site: LaboratorySite = sites[s.site ?? 'biolab'];
  const rows = chaptersOf(s.site ?? 'biolab', s.results, transcoder)
    .flatMap((c) => c.batteries)
    .flatMap((b) => b.analyses)
    .map((a) => [
      a.label,
      (a.value ?? '').replace('.', ','),
      '',
      a.printedUnit,
      a.low === null ? `< ${(a.high ?? '').replace('.', ',')}` : `${a.low} – ${a.high}`.replaceAll('.', ','),
      '',
    ]);
  const pdf = await print({
    title: 'Résultats d’analyses',
    structure: site.structure,
    patient,
    date: frenchDate(hl7(at)),
    showIns: false,
    lines: rows,
    signature: `Validé par Dr ${site.biologist.givenName} ${site.biologist.familyName}`,
    created: at,
  });
  const from = site.biologist.address;
  const raw = await compose({
    from: { name: site.structure.name, address: from },
    to: doctor.address,
    subject: `Résultats ${patient.traits.birthName} ${patient.traits.firstGivenName}`,
    date: at,
    messageId: `<${ids.uuid()}@${from.split('@')[1]}>`,
    text: 'Résultats en pièce jointe.\n',
    archive: null,
    pdf: { fileName: 'resultats.pdf', bytes: pdf },
    cdaCode: null,
  });
  return { to: doctor.address, raw, cda: null, copies: [], deposit: null };
}
