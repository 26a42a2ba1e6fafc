// Reading against libxml2 and libxslt, both warm and from a file, in processor time: trees and numbers of results must be equal first.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCda } from '../../src/main/cda/read';
import type { XmlElement } from '../../src/main/xml/element';
import { parseXml } from '../../src/main/xml/parse';
import { shared } from '../support/shared';
import { growingReport } from './growingReport';
import { libxmlRepeat, median, processorTime } from './peer';

const say = (text: string) => process.stdout.write(`${text}\n`);
const ms = (value: number | null) => (value === null ? '–' : value.toFixed(2)).padStart(7);
/** Ours and the peer in turn, so that a busy moment of the machine falls on both. */
const ROUNDS = 3;

/** Every element and every text made, as a reader that looks at everything would have them. */
const elements = (e: XmlElement): number => {
  let count = 1;
  for (const child of e.children) if (typeof child !== 'string') count += elements(child);
  return count;
};
const looked = (bytes: Uint8Array): number => {
  const tree = parseXml(bytes);
  return tree.ok ? elements(tree.value) : 0;
};

const xpathCount = (path: string, expression: string): number =>
  Number(
    spawnSync('xmllint', ['--huge', '--xpath', `count(${expression})`, path], { encoding: 'utf8' }).stdout,
  );
const ENTRIES =
  "//*[local-name()='observation'][*[local-name()='templateId'][@root='1.3.6.1.4.1.19376.1.3.1.6']][not(ancestor::*[local-name()='entryRelationship'][@typeCode='REFR'])]";

const unequal = (what: string) => {
  say(`  ${what} : résultats différents, mesure refusée`);
  process.exitCode = 1;
};

const xmllint = (path: string) => libxmlRepeat('xmllint', ['--huge', '--noout', path]);
/** xsltproc parses the document again for each of its repetitions (seen by strace): its figure is the whole way. */
const xsltproc = (path: string) => libxmlRepeat('xsltproc', [path, path]);

interface Figures {
  parse: number;
  all: number;
  read: number;
  xmllint: number | null;
}

function figures(path: string, runs = 40): Figures {
  const rounds = Array.from({ length: ROUNDS }, () => ({
    xmllint: xmllint(path),
    parse: processorTime(runs, () => parseXml(readFileSync(path))),
    all: processorTime(runs, () => looked(readFileSync(path))),
    read: processorTime(runs, () => readCda(readFileSync(path))),
  }));
  const middle = (of: (f: Figures) => number | null) => {
    const known = rounds.map(of).filter((n) => n !== null);
    return known.length > 0 ? median(known) : null;
  };
  return {
    parse: middle((f) => f.parse)!,
    all: middle((f) => f.all)!,
    read: middle((f) => f.read)!,
    xmllint: middle((f) => f.xmllint),
  };
}

/** Parse throughput on every public example, limits on; and each file's figures. */
function examples(folder: string): void {
  say('fichier                                            ko    parse  tout vu  xmllint   modèle   (ms)');
  const total: Figures = { parse: 0, all: 0, read: 0, xmllint: 0 };
  const ratios: number[] = [];
  for (const name of readdirSync(folder).filter((f) => f.endsWith('.xml'))) {
    const path = join(folder, name);
    const content = readFileSync(path);
    if (looked(content) !== xpathCount(path, '//*')) {
      unequal(name);
      continue;
    }
    const f = figures(path);
    say(
      `${name.slice(0, 44).padEnd(44)} ${(content.length / 1000).toFixed(0).padStart(8)} ${ms(f.parse)}  ${ms(f.all)}  ${ms(f.xmllint)}  ${ms(f.read)}`,
    );
    if (f.xmllint === null) continue;
    total.parse += f.parse;
    total.all += f.all;
    total.xmllint! += f.xmllint;
    ratios.push(f.xmllint / f.parse);
  }
  const times = (ours: number) => `${(total.xmllint! / ours).toFixed(2)} × xmllint`;
  say(
    `parse            débit = ${times(total.parse)} (médiane par fichier ${median(ratios).toFixed(2)}) ; chaque nœud regardé ${times(total.all)}`,
  );
}

/** CR-BIO bytes → view model against libxslt with the document's own stylesheet. */
function viewModel(path: string): void {
  const read = readCda(readFileSync(path));
  const observations = xpathCount(path, ENTRIES);
  if (!read.ok || read.value.results.length !== observations) {
    unequal('vue CR-BIO');
    return;
  }
  const rounds = Array.from({ length: ROUNDS }, () => ({
    theirs: xsltproc(path),
    ours: processorTime(60, () => readCda(readFileSync(path))),
  }));
  const ours = median(rounds.map((r) => r.ours));
  const theirs = rounds.map((r) => r.theirs).filter((n) => n !== null);
  say(`vue CR-BIO       ${ms(ours)} ms pour ${observations} résultats`);
  if (theirs.length > 0)
    say(
      `                 xsltproc à chaud, feuille du document, analyse comprise ${ms(median(theirs))} ms : ${(median(theirs) / ours).toFixed(2)} × plus rapide que le pair`,
    );
}

/** Twice the results, twice the time: a report of 10², 10³ and 10⁴. */
function growth(): void {
  const folder = mkdtempSync(join(tmpdir(), 'colloque-bench-'));
  say('résultats          ko    parse  xmllint   modèle  modèle par résultat');
  for (const count of [100, 1000, 10_000]) {
    const path = join(folder, `${count}.xml`);
    const content = growingReport(count);
    writeFileSync(path, content);
    const read = readCda(content);
    if (!read.ok || read.value.results.length !== xpathCount(path, ENTRIES)) {
      unequal(`${count}`);
      continue;
    }
    const f = figures(path, count > 1000 ? 3 : 15);
    say(
      `${String(count).padStart(9)} ${(content.length / 1000).toFixed(0).padStart(11)} ${ms(f.parse)}  ${ms(f.xmllint)}  ${ms(f.read)}  ${((f.read / count) * 1000).toFixed(1).padStart(9)} µs`,
    );
  }
  rmSync(folder, { recursive: true });
}

export function reading(): void {
  const folder = shared('data', 'cda-examples');
  examples(folder);
  viewModel(join(folder, 'BIO-CR-BIO_2021.01_Auto-Presentable.xml'));
  growth();
}
