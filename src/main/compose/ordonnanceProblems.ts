import type { Problem } from '../../shared/contract/contract';
import type { PrescriptionDraft, PrescriptionLine } from '../../shared/prescription/prescription';

const NUMBER_WORD =
  /(?<!\p{L})(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|cent|demie?|quart)(?!\p{L})/iu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/u;

/**
 * What is wrong with a draft, line by line, in French. `blocking` stops the validation; the rest is said and
 * left to the doctor. `childUnderSix` is null when the age is not known.
 */
export function problemsOf(draft: PrescriptionDraft, childUnderSix: boolean | null = null): Problem[] {
  if (draft.lines.length === 0)
    return [{ line: null, message: 'Aucun médicament\u202f: ajoutez au moins une ligne.', blocking: true }];
  const problems: Problem[] = draft.lines.flatMap((line, index) =>
    [...lineProblems(line, childUnderSix)].map((problem) => ({ line: index, ...problem })),
  );
  const seen = new Map<string, number>();
  for (const [index, { drug }] of draft.lines.entries()) {
    const key = `${drug.dci.toLowerCase()}/${drug.strength.toLowerCase()}`;
    const before = seen.get(key);
    if (before !== undefined)
      problems.push({
        line: index,
        message: `${drug.dci} figure déjà à la ligne ${before + 1}.`,
        blocking: false,
      });
    else seen.set(key, index);
  }
  if (UNPRINTABLE.test(draft.note))
    problems.push({ line: null, message: 'La note contient un caractère illisible.', blocking: true });
  return problems;
}

function* lineProblems(
  line: PrescriptionLine,
  childUnderSix: boolean | null,
): Generator<{ message: string; blocking: boolean }> {
  const { drug } = line;
  if (UNPRINTABLE.test([line.posology, line.duration, drug.name, drug.dci, drug.strength, drug.form].join()))
    yield { message: 'Un texte de cette ligne contient un caractère illisible.', blocking: true };
  if (!line.posology.trim()) yield { message: 'La posologie manque.', blocking: true };
  if (!line.duration.trim())
    yield {
      message: drug.secure
        ? 'La durée est obligatoire pour ce médicament.'
        : 'La durée du traitement n’est pas précisée.',
      blocking: drug.secure,
    };
  if (drug.secure && line.posology.trim() && (/\d/.test(line.posology) || !NUMBER_WORD.test(line.posology)))
    yield {
      message: 'Ordonnance sécurisée\u202f: écrivez les quantités en toutes lettres (« un comprimé »).',
      blocking: true,
    };
  if (drug.secure && line.renewals > 0)
    yield { message: 'Ce médicament ne peut pas être renouvelé sur la même ordonnance.', blocking: true };
  if (line.nonSubstitutable === 'EFG' && childUnderSix === false)
    yield { message: 'Le motif EFG ne vaut que pour un enfant de moins de six ans.', blocking: true };
}
