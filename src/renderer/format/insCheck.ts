import type { InsCheck } from '../../shared/contract/inbox';
import type { Tone } from '../parts/Chip';

const words: Record<InsCheck['state'], { tone: Tone; word: string; sentence: string }> = {
  ok: {
    tone: 'ok',
    word: '✓ INS vérifiée',
    sentence: 'INSi confirme ce matricule et ces traits.',
  },
  ko: {
    tone: 'high',
    word: '✗ INS refusée par INSi',
    sentence:
      'INSi ne reconnaît pas ce matricule avec ces traits\u202f: aucun classement automatique, et le matricule ne sera pas repris. Vérifiez l’identité avec l’expéditeur.',
  },
  waiting: {
    tone: 'wait',
    word: 'INS à vérifier',
    sentence: 'INSi n’a pas encore répondu pour ce matricule\u202f; cela n’empêche ni de lire ni de classer.',
  },
  impossible: {
    tone: 'wait',
    word: 'INS invérifiable',
    sentence: 'Il manque des traits au document pour interroger INSi\u202f: le matricule ne sera pas repris.',
  },
};

export const insCheckTone = (check: InsCheck): Tone => words[check.state].tone;

/** « INS à vérifier (carte absente) ». */
export const insCheckWord = ({ state, reason }: InsCheck): string =>
  reason === null ? words[state].word : `${words[state].word} (${reason})`;

export const insCheckSentence = ({ state }: InsCheck): string => words[state].sentence;
