import { loadLimits, sendLoad } from '../sandbox/partners/load';
import { nearest } from '../sandbox/partners/nearest';
import { isScenario, scenarioList } from '../sandbox/partners/scenarios';
import { defaultStateDir, whereIsControl } from '../sandbox/running';
import { stand } from '../sandbox/stand';
import {
  type HospitalReport,
  hospitalLines,
  type TranscodingReport,
  transcodingLines,
} from './sandboxReports';
import { readSend } from './sandboxSend';
import { frenchSpaces } from './typography';

type Out = (line: string) => void;

const error = (code: string, message: string) => JSON.stringify({ ok: false, error: { code, message } });

const USAGE =
  'sandbox | sandbox list | sandbox send SCÉNARIO [--patient N] [--count N] [--rate PAR-MINUTE] | sandbox transcoding | sandbox hospital';

const notRunning = error(
  'not-running',
  'Le bac à sable ne répond pas. Le démarrer avec «\u202fsandbox\u202f».',
);

/**
 * `sandbox`: starts the bac à sable, prints its endpoints as one JSON line and stays until stopped. `list`: what the
 * partners can send. `send`: has a partner of the running one send, once or as a load. `transcoding`: the laboratories'
 * table and what it could not map. `hospital`: what the hospital filed and refused. Answers the exit status.
 */
export async function sandbox(args: string[], out: Out): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === undefined) return stand(out, process.env);
  if (verb === 'send') return send(rest, out);
  if (rest.length === 0 && verb === 'list') return list(out);
  if (rest.length === 0 && verb === 'transcoding')
    return report(verb, (r) => transcodingLines(r as TranscodingReport), out);
  if (rest.length === 0 && verb === 'hospital')
    return report(verb, (r) => hospitalLines(r as HospitalReport), out);
  out(error('usage', USAGE));
  return 2;
}

function list(out: Out): number {
  let heading = '';
  for (const { partner, name, sentence, patient } of scenarioList()) {
    if (partner !== heading) out(`${heading ? '\n' : ''}${partner}`);
    heading = partner;
    out(`  ${name.padEnd(28)} ${frenchSpaces(sentence)} (patient ${patient})`);
  }
  return 0;
}

/** Both come from a bac à sable of the same build: their shape is not checked again. */
async function report(what: string, lines: (body: unknown) => string[], out: Out): Promise<number> {
  const answer = await ask(what, {});
  if (!answer?.ok) {
    out(notRunning);
    return 1;
  }
  for (const line of lines(await answer.json())) out(frenchSpaces(line));
  return 0;
}

async function send(args: readonly string[], out: Out): Promise<number> {
  const asked = readSend(args, loadLimits);
  if (!asked.ok) {
    out(error('usage', `${asked.problem} Usage\u202f: ${USAGE}`));
    return 2;
  }
  const { scenario, load } = asked;
  if (!isScenario(scenario)) {
    const near = nearest(
      scenario,
      scenarioList().map((s) => s.name),
    );
    out(
      error(
        'unknown-scenario',
        `Scénario inconnu\u202f: ${scenario.slice(0, 60)}. Les plus proches\u202f: ${near.join(', ')}. Tous\u202f: sandbox list.`,
      ),
    );
    return 2;
  }
  const sent = await sendLoad(
    load,
    async (patient) => {
      const body = JSON.stringify({ patient });
      const answer = await ask(`send/${scenario}`, { method: 'POST', body });
      return answer?.ok ?? false;
    },
    {
      now: () => Date.now(),
      pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    },
  );
  if (sent < load.count) {
    out(notRunning);
    return 1;
  }
  out(JSON.stringify({ ok: true, sent: scenario, count: sent }));
  return 0;
}

/** Asks the control port of the running one; null when there is none. */
async function ask(path: string, init: RequestInit): Promise<Response | null> {
  const control = whereIsControl(defaultStateDir(process.env));
  return control ? fetch(`${control}/${path}`, init).catch(() => null) : null;
}
