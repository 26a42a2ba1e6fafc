import { isScenario, scenarios } from '../sandbox/partners/scenarios';
import { defaultStateDir, whereIsControl } from '../sandbox/running';
import { stand } from '../sandbox/stand';

const error = (code: string, message: string) => JSON.stringify({ ok: false, error: { code, message } });

/**
 * `sandbox`: starts the bac à sable, prints its endpoints as one JSON line and stays until stopped.
 * `sandbox send SCENARIO`: has a partner of the running one send a message. Answers the exit status.
 */
export async function sandbox(args: string[], out: (line: string) => void): Promise<number> {
  const [verb, name, ...more] = args;
  if (verb === undefined) return stand(out, process.env);
  if (verb !== 'send' || name === undefined || more.length) {
    out(error('usage', `sandbox | sandbox send ${Object.keys(scenarios).join('|')}`));
    return 2;
  }
  if (!isScenario(name)) {
    out(
      error(
        'unknown-scenario',
        `Scénario inconnu. Choisir parmi\u202f: ${Object.keys(scenarios).join(', ')}.`,
      ),
    );
    return 2;
  }
  const control = whereIsControl(defaultStateDir(process.env));
  const answer = control
    ? await fetch(`${control}/send/${name}`, { method: 'POST' }).catch(() => null)
    : null;
  if (!answer?.ok) {
    out(error('not-running', 'Le bac à sable ne répond pas. Le démarrer avec «\u202fsandbox\u202f».'));
    return 1;
  }
  out(JSON.stringify({ ok: true, sent: name }));
  return 0;
}
