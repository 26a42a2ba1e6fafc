import { colleague, doctor } from '../../professionals';
import { freshFile, type PartnerScenario } from '../partner';
import { ambulatory, type Desk, facility, town, type Writing, write } from '../writer/letter';
import { post } from '../writer/post';
import type { ColleagueScenario } from './scenarios';
import { synthesis } from './vsm';

const [practice] = colleague.structures;
if (!practice) throw new Error('the colleague has a practice');

const desk: Desk = {
  author: colleague,
  structure: practice,
  encounter: ambulatory,
  setting: town,
  facility: facility('SA07', 'Cabinet individuel'),
};

/** A scenario of the colleague. */
export const colleaguePart = (s: ColleagueScenario): PartnerScenario => ({
  sentence: s.sentence,
  patient: s.patient,
  play: async (p) => {
    const writing: Writing = {
      patient: p.patient,
      localId: null,
      insKnown: true,
      id: freshFile(s.prefix, p),
      version: 1,
      at: p.at,
      minutes: 30,
      recipients: [doctor],
      prescriber: null,
    };
    const paper =
      'letter' in s
        ? await write(s.letter, desk, writing)
        : await synthesis(s.synthesis, desk, writing, p.ids);
    return post(paper, { dmp: true }, p);
  },
});
