// `npm run bench`: speed and memory as ratios against a named peer in the same run. Equality of results first.
import { renderOrdonnance } from '../../src/main/pdf/ordonnance';
import { pdfFonts } from '../../src/main/pdfFonts';
import { ordonnance } from '../support/ordonnance';
import { hasProgram } from '../support/programs';
import { hasShared } from '../support/shared';
import { median } from './peer';
import { reading } from './reading';
import { trends } from './trends';

const say = (text: string) => process.stdout.write(`${text}\n`);
const ms = (value: number) => `${value.toFixed(2)} ms`;

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
else reading();
trends(say);
await printing();
