import { z } from 'zod';
import type { PassphraseQuestion, PinQuestion } from '../bridge/secret';

const pin = z.object({
  holder: z.string().catch(''),
  triesLeft: z.number().int().nullable().catch(null),
  lastWrong: z.boolean().catch(false),
  reason: z.string().catch(''),
});
const passphrase = z.object({
  mode: z.enum(['create', 'unlock']).catch('unlock'),
  wrong: z.boolean().catch(false),
});

/** What main asks, whatever comes: a window without a question still says what it is for. */
export const pinQuestion = (raw: unknown): PinQuestion => pin.parse(raw ?? {});
export const passphraseQuestion = (raw: unknown): PassphraseQuestion => passphrase.parse(raw ?? {});
