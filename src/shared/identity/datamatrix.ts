import type { Ins } from './ins';
import type { StrictTraits } from './traits';

const HEADER = `IS01${'0'.repeat(22)}`;
const GS = '\u001d';

/** Variable fields and their largest length: a separator follows unless the field is full or last (format v2.2). */
const MAX = { oid: 20, firstNames: 100, birthName: 100 } as const;

/**
 * The message of the INS datamatrix (« Format du datamatrix INS » v2.2, fields S1…S7 in order).
 * Only for a qualified identity; the caller holds to that (INS.57).
 */
export function insDatamatrix(ins: Ins, traits: StrictTraits): string {
  const [year, month, day] = traits.birthDate.split('-');
  const variable = (tag: string, text: string, max: number) => tag + text + (text.length < max ? GS : '');
  return [
    HEADER,
    `S1${ins.value}`,
    variable('S2', ins.oid, MAX.oid),
    variable('S3', traits.firstNames, MAX.firstNames),
    variable('S4', traits.birthName, MAX.birthName),
    `S5${traits.sex}`,
    `S6${day}-${month}-${year}`,
    `S7${traits.birthPlace}`,
  ].join('');
}
