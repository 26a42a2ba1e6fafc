import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { besidePcscd, pcscdMissing } from './namespace';

const root = join(import.meta.dirname, '../../..');
const noOpensc = spawnSync('sh', ['-c', 'command -v pkcs15-tool']).status !== 0;
const missing = pcscdMissing() ?? (noOpensc ? 'opensc is not installed' : null);

test.skipIf(missing !== null)(
  `OpenSC, which knows nothing of us, reads the PKCS#15 tree of the virtual CPS3${missing ? ` (skipped: ${missing})` : ''}`,
  async () => {
    const script = join(root, 'dist', 'test', 'card', 'dumpWithOpensc.mjs');
    await build({
      absWorkingDir: root,
      entryPoints: ['test/integration/card/dumpWithOpensc.ts'],
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      logLevel: 'error',
    });
    const [program, args] = besidePcscd(process.execPath, script);
    const { stdout } = await promisify(execFile)(program, args, { cwd: root, timeout: 40_000 });
    const seen = stdout.replace(/[\t ]+/g, ' ');
    for (const line of [
      'PKCS#15 Card [CPS3v3-2600123456]:',
      'Manufacturer ID: ASIP Sante',
      'Length : min_len:4, max_len:4, stored_len:4',
      'Type : ascii-numeric',
      'Private RSA Key [CPS_PRIV_AUT]',
      'Usage : [0x06], decrypt, sign',
      'Key ref : 132 (0x84)',
      'Private RSA Key [CPS_PRIV_SIG]',
      'Usage : [0x200], nonRepudiation',
      'Key ref : 130 (0x82)',
      'ID : e828bd080f8025000001ff001020',
      'Encoded serial : 02 01 02',
      "Data object 'CPS_ACTIVITY_03_PS'",
      'Data (15 bytes): E30D81052600123456830420240404',
    ])
      expect(seen).toContain(line);
  },
);
