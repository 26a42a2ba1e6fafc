import type { Load } from '../sandbox/partners/load';

type Bounds = Readonly<Record<'patient' | 'count' | 'rate', number>>;

/** What `sandbox send` was asked, or one French sentence. */
export type SendArguments = { ok: true; scenario: string; load: Load } | { ok: false; problem: string };

const SMALLEST: Bounds = { patient: 0, count: 1, rate: 1 };

/** Reads `SCENARIO [--patient N] [--count N] [--rate N]`: whole numbers within bounds, each at most once. */
export function readSend(args: readonly string[], largest: Bounds): SendArguments {
  const [scenario, ...options] = args;
  if (!scenario || scenario.startsWith('--')) return { ok: false, problem: 'Nom du scénario attendu.' };
  const found: Partial<Record<keyof Bounds, number>> = {};
  for (let i = 0; i < options.length; i += 2) {
    const name = options[i]?.replace(/^--/, '') ?? '';
    if (!options[i]?.startsWith('--') || !isBound(name))
      return { ok: false, problem: `Option inconnue\u202f: ${options[i]?.slice(0, 40)}.` };
    const text = options[i + 1] ?? '';
    const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= SMALLEST[name] && value <= largest[name]))
      return {
        ok: false,
        problem: `--${name}\u202f: un nombre entier de ${SMALLEST[name]} à ${largest[name]} est attendu.`,
      };
    if (found[name] !== undefined) return { ok: false, problem: `--${name} est donné deux fois.` };
    found[name] = value;
  }
  return {
    ok: true,
    scenario,
    load: { patient: found.patient ?? null, count: found.count ?? 1, rate: found.rate ?? null },
  };
}

const isBound = (name: string): name is keyof Bounds => Object.hasOwn(SMALLEST, name);
