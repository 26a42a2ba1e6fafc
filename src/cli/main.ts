import { check } from './check';
import { read } from './read';
import { sandbox } from './sandbox';
import { write } from './write';

type Command = (args: string[], out: (line: string) => void) => Promise<number>;

const commands: Record<string, { run: Command; help: string }> = {
  read: {
    run: read,
    help: 'read FICHIER…              lit CDA, IHE_XDM.zip, .eml, .pdf ; une ligne JSON par document',
  },
  write: { run: write, help: 'write --list | KIND --example | KIND --from F.json --out DOSSIER' },
  check: {
    run: check,
    help: 'check FICHIER…             verdict de conformité d’un CDA ; une ligne JSON par fichier',
  },
  sandbox: {
    run: sandbox,
    help: 'sandbox [list | send SCÉNARIO [--patient N] [--count N] [--rate N]]   le bac à sable',
  },
};

const usage = `colloque COMMANDE\n\n${Object.values(commands)
  .map((c) => `  ${c.help}`)
  .join('\n')}\n`;

const [name = '', ...args] = process.argv.slice(2);
const command = commands[name];
// A reader that goes away (`| head`) ends us quietly.
process.stdout.on('error', () => process.exit(0));
if (command) {
  process.exitCode = await command.run(args, (line) => process.stdout.write(`${line}\n`));
} else {
  process.stderr.write(usage);
  process.exitCode = name === '' || name === '--help' ? 0 : 2;
}
