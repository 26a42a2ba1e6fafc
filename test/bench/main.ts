// `npm run bench`: speed and memory as ratios against a named peer in the same run. Equality of results first.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCda } from '../../src/main/cda/read';
import { renderOrdonnance } from '../../src/main/pdf/ordonnance';
import { pdfFonts } from '../../src/main/pdfFonts';
import { isElement, type XmlElement } from '../../src/main/xml/element';
import { parseXml } from '../../src/main/xml/parse';
import { ordonnance } from '../support/ordonnance';
import { hasProgram } from '../support/programs';
import { hasShared, shared } from '../support/shared';
import { libxmlRepeat, median, timed } from './peer';
import { trends } from './trends';

const say = (text: string) => process.stdout.write(`${text}\n`);
const ms = (value: number) => `${value.toFixed(2)} ms`;

const elements = (e: XmlElement): number =>
  1 + e.children.filter(isElement).reduce((n, c) => n + elements(c), 0);

const xpathCount = (path: string, expression: string): number =>
  Number(spawnSync('xmllint', ['--xpath', `count(${expression})`, path], { encoding: 'utf8' }).stdout);

/** Parse throughput against xmllint on every public example, with our limits on. */
function parsing(folder: string): void {
  const files = readdirSync(folder).filter((f) => f.endsWith('.xml'));
  const ratios: number[] = [];
  let ours = 0;
  let theirs = 0;
  let bytes = 0;
  for (const name of files) {
    const path = join(folder, name);
    const content = new Uint8Array(readFileSync(path));
    const tree = parseXml(content);
    if (!tree.ok || elements(tree.value) !== xpathCount(path, '//*')) {
      say(`  ${name} : arbres différents, mesure refusée`);
      process.exitCode = 1;
      continue;
    }
    const peer = libxmlRepeat('xmllint', ['--noout', path], /iterations took/);
    if (peer === null || peer === 0) continue;
    const mine = timed(30, () => parseXml(content));
    ours += mine;
    theirs += peer;
    bytes += content.length;
    ratios.push(peer / mine);
  }
  say(`parse            ${ms(ours)} pour ${(bytes / 1e6).toFixed(1)} Mo ; xmllint ${ms(theirs)}`);
  say(
    `                 débit = ${(theirs / ours).toFixed(2)} × xmllint (médiane par fichier ${median(ratios).toFixed(2)})`,
  );
}

/** CR-BIO bytes → view model against xsltproc with the document's own stylesheet. */
function viewModel(folder: string): void {
  const path = join(folder, 'BIO-CR-BIO_2021.01_Auto-Presentable.xml');
  const content = new Uint8Array(readFileSync(path));
  const read = readCda(content);
  const observations = xpathCount(
    path,
    "//*[local-name()='observation'][*[local-name()='templateId'][@root='1.3.6.1.4.1.19376.1.3.1.6']][not(ancestor::*[local-name()='entryRelationship'][@typeCode='REFR'])]",
  );
  if (!read.ok || read.value.results.length !== observations) {
    say(
      `vue CR-BIO       résultats différents (${read.ok ? read.value.results.length : read.error.code} / ${observations}), mesure refusée`,
    );
    process.exitCode = 1;
    return;
  }
  const mine = timed(50, () => readCda(content));
  const apply = libxmlRepeat('xsltproc', [path, path], /Applying stylesheet/);
  const parse = libxmlRepeat('xmllint', ['--noout', path], /iterations took/);
  const peer = apply === null || parse === null ? null : apply + parse;
  say(
    `vue CR-BIO       ${ms(mine)} pour ${observations} résultats ; xsltproc à chaud, feuille du document ${peer === null ? 'absent' : ms(peer)}`,
  );
  if (peer !== null) say(`                 ${(peer / mine).toFixed(2)} × plus rapide que le pair`);
}

async function printing(): Promise<void> {
  const fonts = pdfFonts();
  const o = ordonnance();
  await renderOrdonnance(o, fonts);
  const times: number[] = [];
  for (let i = 0; i < 15; i++) {
    const start = performance.now();
    await renderOrdonnance(o, fonts);
    times.push(performance.now() - start);
  }
  say(`ordonnance PDF/A ${ms(median(times))} à chaud (pas encore de pair dans cette exécution)`);
}

say(`Node ${process.version}, ${process.platform} ${process.arch}`);
if (!hasShared)
  say('parse, vue CR-BIO : passés, les exemples publics (../shared) ne sont pas à côté de ce clone');
else if (!hasProgram('xmllint') || !hasProgram('xsltproc'))
  say('parse, vue CR-BIO : passés, xmllint ou xsltproc manque');
else {
  parsing(shared('data', 'cda-examples'));
  viewModel(shared('data', 'cda-examples'));
}
trends(say);
await printing();
