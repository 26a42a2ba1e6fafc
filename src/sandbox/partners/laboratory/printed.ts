import type { Analysis } from './analyses';
import { printed, printedRange } from './narrative';
import type { LabVersion } from './report';

const flags = {
  N: '',
  H: 'haut',
  HH: 'très haut',
  L: 'bas',
  LL: 'très bas',
  S: 'sensible',
  I: 'forte posologie',
  R: 'résistant',
} as const;

const HEADS: Record<LabVersion['state'], string> = {
  partial: 'COMPTE RENDU PARTIEL',
  final: 'Compte rendu complet',
  cancelled: 'COMPTE RENDU ANNULÉ',
};

/** The lines of the paper: the same as the narrative, in the columns of a page. */
export function printedReport(lab: Pick<LabVersion, 'state' | 'remark' | 'chapters'>): (string | string[])[] {
  return [
    HEADS[lab.state],
    ...(lab.remark ? [lab.remark] : []),
    ...lab.chapters.flatMap((c) => [
      c.title,
      ...c.batteries.flatMap((b) => [
        b.label,
        ...b.analyses.flatMap((a) => [
          lineOf(a, lab.state === 'cancelled'),
          ...(a.comment ? [a.comment] : []),
        ]),
        ...b.isolates.flatMap(({ germ, antibiogram }) => [
          `Germe : ${germ.label}`,
          ...antibiogram.map((a) => [
            a.label,
            a.value === null ? '' : printed(a.value),
            '',
            a.printedUnit,
            '',
            a.flag ? flags[a.flag] : '',
          ]),
        ]),
      ]),
    ]),
  ];
}

const lineOf = (a: Analysis, cancelled: boolean): string[] => [
  a.label,
  cancelled || a.value === null ? 'non rendu' : printed(a.value),
  '',
  a.printedUnit,
  printedRange(a),
  cancelled ? '' : (a.flag && flags[a.flag]) || a.previous.map((p) => `ant. ${printed(p.value)}`).join(),
];
