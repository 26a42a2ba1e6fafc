import { readFileSync } from 'node:fs';
import { type Configuration, configurationSchema } from '../src/shared/configuration';
import { failures } from '../src/shared/failure';
import { err, ok, type Result } from '../src/shared/result';

const failure = failures({
  'configuration-missing': {
    retry: 'human',
    message: 'Colloque n’est pas encore configuré pour ce cabinet.',
    action: 'Lancez « npm start » pour le bac à sable, ou donnez le fichier de configuration du cabinet.',
  },
  'configuration-invalid': {
    retry: 'human',
    message: 'Le fichier de configuration du cabinet est illisible.',
    action: 'Faites-le vérifier par votre installateur.',
  },
});

/** Reads the practice's configuration: `--configuration=FILE`, or the file of the data folder. */
export function readConfiguration(path: string): Result<Configuration, ReturnType<typeof failure>> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    return err(failure('configuration-missing', String(cause)));
  }
  try {
    const parsed = configurationSchema.safeParse(JSON.parse(text));
    if (parsed.success) return ok(parsed.data);
    const where = parsed.error.issues.map((i) => i.path.join('.')).join(', ');
    return err(failure('configuration-invalid', where));
  } catch (cause) {
    return err(failure('configuration-invalid', String(cause)));
  }
}
