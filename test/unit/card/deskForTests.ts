import { createCardDesk } from '../../../src/main/card/desk';
import type { CardDesk, CardState, PinEntry } from '../../../src/main/card/port';
import type { VirtualCard } from '../../../src/sandbox/cards';
import { fixedClock } from '../../../src/shared/clock';
import { silentLog } from '../../../src/shared/log';
import { inProcessReader, type Slot, typing } from './fictive';

const clock = fixedClock('2026-11-23T10:00:00Z');

export const openDesk = (reader: Slot, pin: PinEntry = typing()): CardDesk =>
  createCardDesk({ reader, pin, log: silentLog, clock, settleMs: 0 });

/** The state once `wanted` holds; fails after 5 s. */
export function reach(desk: CardDesk, wanted: (state: CardState) => boolean): Promise<CardState> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(JSON.stringify(desk.state()))), 5_000);
    const look = (state: CardState) => {
      if (!wanted(state)) return;
      clearTimeout(timer);
      resolve(state);
    };
    desk.onChange(look);
    look(desk.state());
  });
}

export const settled = (state: CardState) => state.holder !== null || state.failure !== null;

/** A desk with that card in its only reader, read or refused. */
export async function withCard(card: VirtualCard, pin: PinEntry = typing()) {
  const reader = inProcessReader();
  reader.insert(card);
  const desk = openDesk(reader, pin);
  const state = await reach(desk, settled);
  return { reader, desk, state, professional: desk.professional() };
}

export const present = (found: ReturnType<CardDesk['professional']>) => {
  if (!found.ok) throw new Error(found.error.code);
  return found.value;
};

export const codeOf = (result: { ok: boolean; error?: { code: string } }) =>
  result.ok ? 'ok' : result.error?.code;

/** VERIFY commands that carried a code. */
export const presentations = (reader: Slot) => reader.sent.filter((a) => a[1] === 0x20 && a.length > 5);
