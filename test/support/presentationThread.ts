import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const root = join(import.meta.dirname, '../..');

/** The thread that lays documents out, compiled beside the packages it imports, in an ignored folder. */
export function bundledPresentationThread(): { path: string; remove(): void } {
  const folder = join(root, '.runtime', `presentation-thread-${process.pid}`);
  const path = join(folder, 'presentationThread.mjs');
  buildSync({
    entryPoints: [join(root, 'src/main/records/presentationThread.ts')],
    outfile: path,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
