import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { composeOrdonnance } from '../main/compose/ordonnance';
import { renderOrdonnance } from '../main/pdf/ordonnance';
import { pdfFonts } from '../main/pdfFonts';
import { type Failure, failures } from '../shared/failure';
import { randomIds } from '../shared/ids';
import { err, ok, type Result } from '../shared/result';
import { ordonnanceExample, ordonnanceFileSchema } from './writeInput';

const failure = failures({
  'write-usage': {
    retry: 'never',
    message: 'La commande n’est pas complète.',
    action:
      'Tapez\u202f: write --list | write KIND --example | write KIND --from FICHIER.json --out DOSSIER.',
  },
  'write-kind': {
    retry: 'never',
    message: 'Ce genre de document n’est pas connu.',
    action: 'Tapez write --list pour voir ce qui peut être rédigé.',
  },
  'write-unreadable': {
    retry: 'never',
    message: 'Le fichier d’entrée ne peut pas être lu.',
    action: 'Vérifiez le chemin et la taille du fichier.',
  },
  'write-input': {
    retry: 'never',
    message: 'Le fichier d’entrée n’a pas la forme attendue.',
    action: 'Partez de l’exemple donné par write KIND --example.',
  },
  'write-output': {
    retry: 'human',
    message: 'Le dossier de sortie ne peut pas être écrit.',
    action: 'Vérifiez le chemin et les droits du dossier.',
  },
});

/** An input is a form, not an archive. */
const INPUT_BYTES = 4 * 1024 * 1024;

/** `write`: a document from a JSON file, without window nor database. One JSON line; exit status 1 on a refusal. */
export async function write(args: string[], out: (line: string) => void): Promise<number> {
  const refuse = (error: Failure): number => {
    out(JSON.stringify({ ok: false, error }));
    return 1;
  };
  if (args[0] === '--list' && args.length === 1) {
    out(
      JSON.stringify({ kind: 'ordonnance', label: 'Ordonnance de médicaments (CDA R2 N1)', type: '57833-6' }),
    );
    return 0;
  }
  const [kind, ...options] = args;
  if (!kind || kind.startsWith('-')) return refuse(failure('write-usage'));
  if (kind !== 'ordonnance') return refuse(failure('write-kind', kind.slice(0, 40)));
  if (options[0] === '--example' && options.length === 1) {
    out(JSON.stringify(ordonnanceExample, null, 2));
    return 0;
  }
  const from = optionOf(options, '--from');
  const to = optionOf(options, '--out');
  if (!from || !to || options.length !== 4) return refuse(failure('write-usage'));
  const json = await readJson(from);
  if (!json.ok) return refuse(json.error);
  const written = await ordonnance(json.value, to);
  if (!written.ok) return refuse(written.error);
  out(JSON.stringify({ ok: true, ...written.value }));
  return 0;
}

function optionOf(options: readonly string[], name: string): string | null {
  const index = options.indexOf(name);
  return index < 0 ? null : (options[index + 1] ?? null);
}

async function readJson(path: string): Promise<Result<unknown, Failure>> {
  try {
    if ((await stat(path)).size > INPUT_BYTES) return err(failure('write-unreadable', 'size'));
    const text = await readFile(path, 'utf8');
    try {
      return ok(JSON.parse(text.replace(/^\ufeff/, '')));
    } catch {
      return err(failure('write-input', 'JSON'));
    }
  } catch (cause) {
    return err(failure('write-unreadable', (cause as NodeJS.ErrnoException).code));
  }
}

async function ordonnance(json: unknown, folder: string): Promise<Result<object, Failure>> {
  const parsed = ordonnanceFileSchema.safeParse(json);
  if (!parsed.success)
    return err(
      failure(
        'write-input',
        parsed.error.issues
          .slice(0, 20)
          .map((i) => `${i.path.join('.') || '.'} (${i.code})`)
          .join(', '),
      ),
    );
  const { at, identifiers, recipients, ...file } = parsed.data;
  const frozen = await composeOrdonnance(
    {
      ...file,
      now: at ? new Date(at) : new Date(),
      ids: randomIds,
      identifiers: identifiers ?? {},
      recipients: recipients ?? [],
    },
    (o) => renderOrdonnance(o, pdfFonts()),
  );
  if (!frozen.ok) return frozen;
  const files = {
    cda: 'ordonnance.xml',
    pdf: frozen.value.fileName,
    xdm: 'IHE_XDM.zip',
  };
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, files.cda), frozen.value.cda);
    await writeFile(join(folder, files.pdf), frozen.value.pdf);
    await writeFile(join(folder, files.xdm), frozen.value.xdm);
  } catch (cause) {
    return err(failure('write-output', (cause as NodeJS.ErrnoException).code));
  }
  const { uniqueId, setId, version, title, type } = frozen.value;
  return ok({ kind: 'ordonnance', uniqueId, setId, version, title, type, files });
}
