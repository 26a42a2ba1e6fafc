// Runs inside the namespace of opensc.test.ts: inserts a virtual CPS3, prints what OpenSC's pkcs15-tool sees of it.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { toHex } from '../../../src/main/card/recognise';
import { createCps3, insertIntoVpcd } from '../../../src/sandbox/cards';
import { fictiveCps } from '../../unit/card/fictive';

const card = createCps3(await fictiveCps());
const inserted = await insertIntoVpcd(card);
const folder = mkdtempSync(join(tmpdir(), 'colloque-opensc-'));
const configuration = join(folder, 'opensc.conf');
// OpenSC has no CPS driver: one of its plain ISO 7816 drivers is told to take this ATR, and its generic PKCS#15 reader works.
const atr = toHex(card.atr).replace(/(..)(?!$)/g, '$1:');
writeFileSync(
  configuration,
  `app default {
  card_atr ${atr} { driver = "itacns"; name = "CPS3"; }
  framework pkcs15 { enable_pkcs15_emulation = no; use_file_caching = no; }
}
`,
);
// pcscd needs a moment to see the card.
await new Promise((later) => setTimeout(later, 1_500));
const { stdout } = await promisify(execFile)('pkcs15-tool', ['--dump'], {
  env: { ...process.env, OPENSC_CONF: configuration },
  timeout: 20_000,
});
process.stdout.write(stdout);
rmSync(folder, { recursive: true });
await inserted.eject();
process.exit(0);
