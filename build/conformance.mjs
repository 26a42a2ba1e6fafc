// `npm run conformance -- --kit DIR`: writes the CLI's example document and has the national kit (TestContenuCDA, unpacked
// in DIR) judge it, beside our own `check`. The runner of the kit stands outside the project (../shared); where it, the kit
// or Java is absent this says so, judges with our own rules alone and ends with status 3: nothing was proved.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureBundle } from './bundle.mjs';
import { capture, root, say } from './setup/run.mjs';

const NOT_JUDGED = 3;
const runner = join(root, '../shared/tools/cda-conformance/cda-conformance.sh');
const schema = join(root, '../shared/data/xds/xsd-xds-b/lcm.xsd');

/** The kit's folder, or null with the reason said. */
function kitOf(args) {
  const index = args.indexOf('--kit');
  const given = index < 0 ? process.env.CDA_KIT : args[index + 1];
  if (!given) return say('aucun kit national donné (--kit DOSSIER)') ?? null;
  const kit = resolve(process.env.INIT_CWD ?? process.cwd(), given);
  if (!existsSync(join(kit, 'schematrons')))
    return say(`${kit} n’est pas un kit TestContenuCDA dépaqueté`) ?? null;
  if (!existsSync(runner)) return say(`${runner} est absent : le kit ne peut pas être lancé`) ?? null;
  return kit;
}

function cli(...args) {
  const done = capture(process.execPath, [join(root, 'dist', 'cli.js'), ...args]);
  if (done.status !== 0) throw new Error(`colloque ${args[0]} : ${done.stdout}${done.stderr}`);
  return done.stdout;
}

/** METADATA.XML against the ebRS schemas; null when xmllint or the schemas are absent. */
function metadataIsValid(folder) {
  const unzip = capture('unzip', ['-p', join(folder, 'IHE_XDM.zip'), 'IHE_XDM/SUBSET01/METADATA.XML']);
  if (unzip.status !== 0 || !existsSync(schema)) return null;
  const file = join(folder, 'METADATA.XML');
  writeFileSync(file, unzip.stdout);
  const lint = capture('xmllint', ['--noout', '--nonet', '--schema', schema, file]);
  if (lint.status === 127) return null;
  if (lint.status !== 0) process.stderr.write(lint.stderr);
  return lint.status === 0;
}

await ensureBundle({ renderer: false });
const folder = mkdtempSync(join(tmpdir(), 'colloque-conformance-'));
try {
  const input = join(folder, 'input.json');
  const out = join(folder, 'out');
  writeFileSync(input, cli('write', 'ordonnance', '--example'));
  cli('write', 'ordonnance', '--from', input, '--out', out);
  const cda = join(out, 'ordonnance.xml');
  const ours = JSON.parse(cli('check', cda));
  console.log(
    `règles de Colloque   ${ours.ok ? 'conforme' : 'NON CONFORME'} (${readFileSync(cda).length} octets)`,
  );
  let failed = !ours.ok;

  const metadata = metadataIsValid(out);
  console.log(
    `métadonnées XDS      ${metadata === null ? 'non jugées (xmllint, unzip ou schémas absents)' : metadata ? 'conformes' : 'NON CONFORMES'}`,
  );
  failed ||= metadata === false;

  const kit = kitOf(process.argv.slice(2));
  const judged = kit ? capture('sh', [runner, '--kit', kit, '--full', '--warnings', cda]) : null;
  if (judged && judged.status <= 1) {
    process.stdout.write(judged.stdout);
    failed ||= judged.status === 1;
  } else {
    if (judged) process.stderr.write(judged.stderr);
    console.log('kit national         non jugé');
  }
  process.exitCode = failed ? 1 : judged && judged.status === 0 ? 0 : NOT_JUDGED;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
