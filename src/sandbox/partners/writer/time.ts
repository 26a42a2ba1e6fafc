/** Paris is one hour ahead of UTC in winter, two in summer: from the last Sunday of March to that of October, 01:00 UTC. */
function parisOffset(at: Date): 1 | 2 {
  const lastSunday = (month: number) => {
    const end = new Date(Date.UTC(at.getUTCFullYear(), month + 1, 0, 1));
    return end.getTime() - end.getUTCDay() * 86_400_000;
  };
  return at.getTime() >= lastSunday(2) && at.getTime() < lastSunday(9) ? 2 : 1;
}

/** HL7 time of Paris with its offset: `20261123101500+0100`. */
export function hl7(at: Date): string {
  const offset = parisOffset(at);
  const local = new Date(at.getTime() + offset * 3_600_000);
  return `${local.toISOString().replace(/\D/g, '').slice(0, 14)}+0${offset}00`;
}

/** DTM of XDS: UTC, seconds. */
export const dtm = (at: Date): string => at.toISOString().replace(/\D/g, '').slice(0, 14);

/** `23/11/2026` from an HL7 time or date. */
export const frenchDate = (time: string): string =>
  `${time.slice(6, 8)}/${time.slice(4, 6)}/${time.slice(0, 4)}`;

export const minutesBefore = (at: Date, minutes: number): Date => new Date(at.getTime() - minutes * 60_000);
