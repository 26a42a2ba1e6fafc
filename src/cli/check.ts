import { readFile, stat } from 'node:fs/promises';
import { check as checkCda } from '../main/cda/check/check';
import type { Severity } from '../main/cda/check/rule';
import { limits } from '../shared/limits';

interface Finding {
  rule: string;
  clause: string;
  message: string;
  path?: string;
}

/** `check FICHIER…`: our verdict on each CDA, one JSON line a file; exit status 1 when one has an error. */
export async function check(args: string[], out: (line: string) => void): Promise<number> {
  if (args.length === 0 || args.some((a) => a.startsWith('--'))) {
    out(
      JSON.stringify({
        file: null,
        ok: false,
        errors: [
          { rule: 'usage', clause: 'CLI', message: 'Donnez au moins un fichier\u202f: check FICHIER…' },
        ],
        warnings: [],
      }),
    );
    return 1;
  }
  let status = 0;
  for (const file of args) {
    const { errors, warnings } = await verdictOf(file);
    if (errors.length > 0) status = 1;
    out(JSON.stringify({ file, ok: errors.length === 0, errors, warnings }));
  }
  return status;
}

async function verdictOf(file: string): Promise<{ errors: Finding[]; warnings: Finding[] }> {
  const bytes = await bytesOf(file);
  if (!(bytes instanceof Uint8Array)) return { errors: [bytes], warnings: [] };
  const verdict = checkCda(bytes);
  if (!verdict.ok)
    return {
      errors: [{ rule: verdict.error.code, clause: 'XML', message: verdict.error.message }],
      warnings: [],
    };
  const of = (wanted: Severity): Finding[] =>
    verdict.value
      .filter((v) => v.severity === wanted)
      .map(({ rule, clause, message, path }) => ({ rule, clause, message, path }));
  return { errors: of('error'), warnings: of('warning') };
}

async function bytesOf(file: string): Promise<Uint8Array | Finding> {
  const unreadable = (message: string): Finding => ({ rule: 'file', clause: 'CLI', message });
  try {
    const info = await stat(file);
    if (!info.isFile()) return unreadable('Ce n’est pas un fichier.');
    if (info.size > limits.xmlBytes) return unreadable('Le fichier dépasse la taille admise.');
    return await readFile(file);
  } catch {
    return unreadable('Le fichier ne peut pas être lu.');
  }
}
