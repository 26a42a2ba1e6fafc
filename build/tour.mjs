// `npm run tour`: drives the real window through a doctor's day; leaves numbered pictures and a report in out/tour.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBundle } from './bundle.mjs';
import { withDisplay } from './display.mjs';
import { ensureElectron } from './setup/electron.mjs';
import { ensureDependencies } from './setup/npm.mjs';
import { root } from './setup/run.mjs';
import { ensureSystem } from './setup/system.mjs';

/** @returns {Promise<number>} exit status */
export async function runTour() {
  ensureSystem('window', 'card', 'display');
  ensureDependencies();
  const electron = ensureElectron();
  await ensureBundle();
  const folder = join(root, 'out', 'tour');
  rmSync(folder, { recursive: true, force: true });
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', '--project', 'e2e', 'test/e2e/tour.test.ts'];
  const status = await withDisplay(electron, args, {
    ...process.env,
    ELECTRON_RUN_AS_NODE: '1',
    COLLOQUE_ELECTRON: electron,
  });
  const report = join(folder, 'report.md');
  if (existsSync(report)) process.stdout.write(`\n${readFileSync(report, 'utf8')}\n`);
  process.stdout.write(`Images : ${folder}\n`);
  return status;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = await runTour().catch((error) => {
    process.stderr.write(`\n${error.message}\n`);
    return 1;
  });
}
