import type { Coded } from '../writer/coded';
import type { Analysis, Battery, Chapter, Flag, Isolate } from './analyses';
import { type CatalogueEntry, type ChapterName, catalogues, chapters } from './catalogue';
import { curve } from './curve';
import { antibiotics, germs, type Susceptibility } from './microbiology';
import { type SiteName, sites } from './sites';
import type { Transcoder } from './transcoder';
import { ucumOf } from './units';

/** A culture: a germ by name, and the reading of each antibiotic, with its minimal inhibitory concentration in mg/L when measured. */
export interface Culture {
  germ: keyof typeof germs;
  antibiogram: Readonly<
    Partial<
      Record<keyof typeof antibiotics, Susceptibility | readonly [Susceptibility, concentration: string]>
    >
  >;
}

/** What came out of the analysers for one sample, under the local codes of the site. */
export interface Results {
  /** Local code → value, or value and the one before. A null value was not rendered. */
  values: Readonly<Record<string, string | null | readonly [value: string | null, previous: string]>>;
  comments?: Readonly<Record<string, string>>;
  cultures?: readonly Culture[];
}

/** The day of the earlier results: 02/09/2026, at the usual hour of the round. */
const EARLIER = '20260902083000+0200';

/** The SGL at work: catalogue and transcoder make of local codes the chapters of a report, in the order of the catalogue. */
export function chaptersOf(site: SiteName, results: Results, transcoder: Transcoder): Chapter[] {
  for (const code of Object.keys(results.values))
    if (!catalogues[site].has(code)) throw new RangeError(`${site} has no analysis ${code}`);
  const batteries = new Map<string, { chapter: ChapterName; analyses: Analysis[] }>();
  for (const [code, entry] of catalogues[site]) {
    const given = results.values[code];
    if (given === undefined) continue;
    const battery = batteries.get(entry.battery) ?? { chapter: entry.chapter, analyses: [] };
    batteries.set(entry.battery, battery);
    battery.analyses.push(analysisOf(site, code, entry, given, results.comments?.[code] ?? null, transcoder));
  }
  const isolates = (results.cultures ?? []).map((c) => isolateOf(site, c));
  const of = (name: ChapterName): Battery[] => [
    ...[...batteries]
      .filter(([, b]) => b.chapter === name)
      .map(([label, { analyses }]) => ({
        label,
        analyses,
        isolates: [],
        picture: pictureOf(label, analyses),
      })),
    ...(name === 'microbiology' && isolates.length
      ? [{ label: 'Culture et antibiogramme', analyses: [], isolates, picture: null }]
      : []),
  ];
  return (Object.keys(chapters) as ChapterName[])
    .map((name) => ({ ...chapters[name], batteries: of(name) }))
    .filter((c) => c.batteries.length > 0);
}

function analysisOf(
  site: SiteName,
  code: string,
  entry: CatalogueEntry,
  given: Results['values'][string],
  comment: string | null,
  transcoder: Transcoder,
): Analysis {
  const [value, before] =
    given === null || typeof given === 'string' ? [given, null] : (given ?? [null, null]);
  return {
    label: entry.label,
    loinc: transcoder.loinc(site, code, entry.label),
    local: localCode(site, code, entry.label),
    value,
    unit: ucumOf(entry.unit),
    printedUnit: entry.unit,
    low: entry.low,
    high: entry.high,
    flag: flagOf(value, entry),
    previous: before ? [{ value: before, at: EARLIER }] : [],
    comment,
  };
}

const localCode = (site: SiteName, code: string, label: string): Coded => ({
  code,
  system: sites[site].localCodes,
  label,
});

/** The flag of a number against the interval; none for what was not rendered, is bounded, or has no interval. */
export function flagOf(
  value: string | null,
  range: Omit<CatalogueEntry, 'label' | 'chapter' | 'battery' | 'unit'>,
): Flag | null {
  if (value === null || !/^\d+(\.\d+)?$/.test(value) || (range.low === null && range.high === null))
    return null;
  const below = (bound: string | null) => bound !== null && Number(value) < Number(bound);
  const above = (bound: string | null) => bound !== null && Number(value) > Number(bound);
  if (below(range.criticalLow)) return 'LL';
  if (above(range.criticalHigh)) return 'HH';
  if (below(range.low)) return 'L';
  return above(range.high) ? 'H' : 'N';
}

function isolateOf(site: SiteName, { germ, antibiogram }: Culture): Isolate {
  const names = Object.keys(antibiogram) as (keyof typeof antibiotics)[];
  return {
    germ: germs[germ],
    antibiogram: names.map((name) => {
      const read = antibiogram[name] ?? 'S';
      const [flag, concentration] = typeof read === 'string' ? [read, null] : read;
      return {
        label: antibiotics[name].name,
        loinc: antibiotics[name].loinc,
        local: localCode(site, name, antibiotics[name].name),
        value: concentration,
        unit: ucumOf('mg/L'),
        printedUnit: concentration === null ? '' : 'mg/L',
        low: null,
        high: null,
        flag,
        previous: [],
        comment: null,
      };
    }),
  };
}

/** An electrophoresis goes out with its curve. */
const pictureOf = (battery: string, analyses: readonly Analysis[]): Uint8Array | null =>
  battery.startsWith('Électrophorèse') ? curve(analyses.map((a) => Number(a.value))) : null;
