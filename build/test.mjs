// `npm test`: prepares what it needs, then types, lint, layers, unit, integration and end-to-end tests.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { bundleMain, bundleRenderer } from './bundle.mjs';
import { ensureElectron } from './setup/electron.mjs';
import { ensureDependencies } from './setup/npm.mjs';
import { root, say } from './setup/run.mjs';
import { ensureSystem } from './setup/system.mjs';

const report = join(root, 'out', 'tests.json');

try {
  ensureSystem('window', 'card', 'display', 'tests', 'judges');
  ensureDependencies();
  process.exitCode = await testAll();
} catch (error) {
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
}

async function testAll() {
  const electron = ensureElectron();
  const { checkSources } = await import('./check.mjs');
  say('types, règles et couches…');
  if (!checkSources()) return 1;
  say('construction…');
  await bundleMain();
  bundleRenderer();
  const { withDisplay } = await import('./display.mjs');
  mkdirSync(join(root, 'out'), { recursive: true });
  rmSync(report, { force: true });
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [
    vitest,
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ];
  const temporary = mkdtempSync(join(tmpdir(), 'colloque-tests-'));
  chmodSync(temporary, 0o755); // Dovecot gives up root and must still pass through
  const env = { ...process.env, TMPDIR: temporary, ELECTRON_RUN_AS_NODE: '1', COLLOQUE_ELECTRON: electron };
  const status = await withDisplay(electron, args, env, { keychain: true });
  rmSync(temporary, { recursive: true, force: true });
  return summarise(status);
}

/** The closing line anyone, and any machine, can read; and the run that `npm run conformity` counts from. */
function summarise(status) {
  if (!existsSync(report)) return status || 1;
  const run = JSON.parse(readFileSync(report, 'utf8'));
  const skipped = run.numPendingTests + (run.numTodoTests ?? 0);
  const passing = status === 0 && run.success && run.numPassedTests > 0;
  const whole = process.argv.length === 2;
  if (passing && whole)
    writeFileSync(join(root, 'out', 'last-passing-run.json'), JSON.stringify(titlesOf(run)));
  for (const { file, title } of testsOf(run, 'skipped', 'pending', 'todo'))
    console.log(`skipped: ${file} ${title}`);
  // A file that could not even start has no failed test of its own: it counts for one.
  const unstarted = run.testResults.filter(
    (f) => f.status === 'failed' && !f.assertionResults.some((t) => t.status === 'failed'),
  ).length;
  const failed = run.numFailedTests + unstarted;
  console.log(`\n${run.numPassedTests} passed, ${failed} failed, ${skipped} skipped`);
  return passing ? 0 : status || 1;
}

function titlesOf(run) {
  return testsOf(run, 'passed').map(({ file, title }) => ({ file, title }));
}

function testsOf(run, ...statuses) {
  return run.testResults.flatMap((file) =>
    file.assertionResults
      .filter((t) => statuses.includes(t.status))
      .map((t) => ({ file: relative(root, file.name), title: t.fullName })),
  );
}
