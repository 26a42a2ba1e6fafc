import type { Destination } from '../../shared/exchange/outbox';

/** What the doctor keeps: main's proposal, less and plus what they changed. Nothing that is blocked. */
export const isChosen = (d: Destination, choices: Readonly<Record<string, boolean>> | undefined): boolean =>
  d.blocked === null && (choices?.[d.id] ?? d.chosen);

export const chosenIds = (
  destinations: readonly Destination[],
  choices: Readonly<Record<string, boolean>> | undefined,
): string[] => destinations.filter((d) => isChosen(d, choices)).map((d) => d.id);
