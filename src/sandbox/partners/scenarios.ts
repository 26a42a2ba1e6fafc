import { type FictivePatient, fictivePatient } from '../population';
import { colleaguePart } from './colleague/play';
import { colleagueScenarios } from './colleague/scenarios';
import { Hospital } from './hospital/hospital';
import { hospitalPart } from './hospital/play';
import { hospitalScenarios } from './hospital/scenarios';
import { laboratoryPart } from './laboratory/play';
import { laboratoryScenarios, morningLab } from './laboratory/scenarios';
import { readTable, Transcoder } from './laboratory/transcoder';
import { DEFAULT_TABLE } from './laboratory/transcodingTable';
import type { PartnerScenario, Partners } from './partner';
import { radiologyPart } from './radiology/play';
import { Ris } from './radiology/ris';
import { radiologyScenarios, thyroid } from './radiology/scenarios';
import type { Moment, PartnerMessage } from './writer/post';

export type { PartnerMessage } from './writer/post';

import { minutesBefore } from './writer/time';

/** A sending: when, and about whom where it is not the scenario's own patient. */
export interface Occasion extends Moment {
  patient?: FictivePatient;
  /** Without it, partners who have just opened. */
  partners?: Partners;
}

const parts = <S, N extends string>(
  list: Readonly<Record<N, S>>,
  part: (s: S) => PartnerScenario,
): Record<N, PartnerScenario> =>
  Object.fromEntries(Object.entries<S>(list).map(([name, s]) => [name, part(s)])) as Record<
    N,
    PartnerScenario
  >;

const byPartner = {
  Laboratoires: parts(laboratoryScenarios, laboratoryPart),
  Radiologie: parts(radiologyScenarios, radiologyPart),
  Hôpital: parts(hospitalScenarios, hospitalPart),
  Confrère: parts(colleagueScenarios, colleaguePart),
};

const all = {
  ...byPartner.Laboratoires,
  ...byPartner.Radiologie,
  ...byPartner.Hôpital,
  ...byPartner.Confrère,
};

export type Scenario = keyof typeof all;
export const isScenario = (name: string): name is Scenario => Object.hasOwn(all, name);

/** Every scenario for a trainer: who sends, under which name, what it is, about whom unless told. */
export const scenarioList = (): { partner: string; name: Scenario; sentence: string; patient: number }[] =>
  Object.entries(byPartner).flatMap(([partner, list]) =>
    Object.entries(list).map(([name, { sentence, patient }]) => ({
      partner,
      name: name as Scenario,
      sentence,
      patient,
    })),
  );

/** Partners who have just opened, the laboratories with that transcoder. */
export const partnersWith = (transcoder: Transcoder): Partners => ({
  transcoder,
  ris: new Ris(),
  hospital: new Hospital(),
});

/** The same, their table the default one. */
export const newPartners = (): Partners => {
  const { table } = readTable(DEFAULT_TABLE);
  return partnersWith(new Transcoder(() => table));
};

function play(scenario: PartnerScenario, { at, ids, patient, partners }: Occasion): Promise<PartnerMessage> {
  const own = fictivePatient(scenario.patient);
  const chosen = patient ?? own;
  return scenario.play({
    at,
    ids,
    patient: chosen,
    ownPatient: chosen.ins.value === own.ins.value,
    ...(partners ?? newPartners()),
  });
}

/** What partners can send, by name. The same moment, ids and patient give the same documents. */
export const scenarios = Object.fromEntries(
  Object.entries(all).map(([name, scenario]) => [name, (o: Occasion) => play(scenario, o)]),
) as Record<Scenario, (o: Occasion) => Promise<PartnerMessage>>;

const morningParts: readonly [minutes: number, part: PartnerScenario][] = [
  [200, laboratoryPart(morningLab.inrFirst)],
  [180, hospitalPart(hospitalScenarios.discharge, 'LDL-2026-0042')],
  [178, hospitalPart(hospitalScenarios['discharge-prescription'], 'ORD-2026-0042')],
  [120, laboratoryPart(morningLab.inrCorrected)],
  [95, radiologyPart({ sentence: '', act: thyroid, accession: 'IMG-2026-0310' })],
  [70, laboratoryPart(laboratoryScenarios['lab-pdf'])],
  [40, laboratoryPart(morningLab.critical)],
  [10, laboratoryPart(morningLab.last)],
];

/** The doctor's mailbox at first start, oldest first: eight messages of one morning. */
export async function morning(o: Occasion): Promise<PartnerMessage[]> {
  const messages: PartnerMessage[] = [];
  for (const [minutes, part] of morningParts)
    messages.push(await play(part, { ...o, at: minutesBefore(o.at, minutes) }));
  return messages;
}
