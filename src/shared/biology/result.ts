import { z } from 'zod';
import { codedSchema } from '../codes';

/** Interpretation codes of HL7 that doctors read at a glance; any other code is kept as sent. */
export const abnormalCodes = ['L', 'LL', 'H', 'HH', 'A', 'AA', '<', '>', 'R', 'POS'] as const;
/** E-BIO-03: these want to be read at once. */
export const criticalCodes = ['LL', 'HH', 'AA'] as const;

/** A decimal as the laboratory wrote it: the digits are kept (`1.950`), never a float. */
export const decimalSchema = z.string().regex(/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/);

/** One value of a result or of an earlier one. */
export const resultValueSchema = z.object({
  /** `quantity`: value + unit; `range`: low and/or high bound with a comparator; `coded`, `text`: words; `none`: not given. */
  kind: z.enum(['quantity', 'range', 'coded', 'text', 'none']),
  /** Decimal of a quantity, as written. */
  value: z.string().nullable(),
  /** UCUM unit, as sent. */
  unit: z.string().nullable(),
  /** What the reader sees: the narrative's wording where there is one. */
  text: z.string().nullable(),
  comparator: z.enum(['<', '<=', '>', '>=']).nullable(),
  code: codedSchema.nullable(),
  /** The same quantity in another unit, where the laboratory sent it so (E-BIO-05). */
  translation: z.object({ value: z.string(), unit: z.string() }).optional(),
});
export type ResultValue = z.infer<typeof resultValueSchema>;

export const referenceRangeSchema = z.object({
  low: z.string().nullable(),
  high: z.string().nullable(),
  unit: z.string().nullable(),
  /** Wording of the laboratory when the range is words, or holds more than two bounds. */
  text: z.string().nullable(),
});
export type ReferenceRange = z.infer<typeof referenceRangeSchema>;

/** A result of a laboratory report (CR-BIO entry), with what it inherits from its panel, isolate and chapter. */
export const labResultSchema = z.object({
  /** Stable inside a document; the same analyte keeps it from version to version where the sender allows it. */
  key: z.string(),
  chapter: z.string().nullable(),
  /** Title of the section or sub-section, then panel, then isolate: the path printed by the laboratory. */
  section: z.string().nullable(),
  panel: z.string().nullable(),
  /** Germ of a microbiology isolate. */
  isolate: z.string().nullable(),
  /** The code as sent: LOINC, local, or a waiting code. */
  code: codedSchema.nullable(),
  loinc: z.string().nullable(),
  /** The laboratory's own wording, else the code's label. */
  label: z.string(),
  value: resultValueSchema,
  range: referenceRangeSchema.nullable(),
  /** As sent: never recomputed. */
  interpretation: z.string().nullable(),
  /** Computed from the range when the sender gave no interpretation; shown as « calculé ». */
  computed: z.enum(['L', 'H', 'N']).nullable(),
  /** `completed`, `active`, `aborted`, `obsolete`. */
  status: z.string().nullable(),
  /** ISO 8601, or a shorter prefix of it. */
  date: z.string().nullable(),
  method: z.string().nullable(),
  specimen: z.string().nullable(),
  comments: z.array(z.string()),
  laboratory: z.string().nullable(),
  validator: z.string().nullable(),
  /** Earlier values that the laboratory itself printed beside this one. */
  previous: z.array(
    z.object({
      value: resultValueSchema,
      date: z.string().nullable(),
      interpretation: z.string().nullable(),
    }),
  ),
  /** The narrative's cell when it says something else than the entry: both are shown. */
  narrativeDiffers: z.string().nullable(),
});
export type LabResult = z.infer<typeof labResultSchema>;

/** The flag to act on: the sender's, else ours. */
export const effectiveFlag = (r: Pick<LabResult, 'interpretation' | 'computed'>): string | null =>
  r.interpretation ?? r.computed;

/** The same readings of a flag alone. */
export const outOfInterval = (flag: string | null): boolean =>
  (abnormalCodes as readonly string[]).includes(flag ?? '');
export const critical = (flag: string | null): boolean =>
  (criticalCodes as readonly string[]).includes(flag ?? '');

export const isAbnormal = (r: Pick<LabResult, 'interpretation' | 'computed'>): boolean =>
  outOfInterval(effectiveFlag(r));

export const isCritical = (r: Pick<LabResult, 'interpretation'>): boolean => critical(r.interpretation);

/** -1 below, +1 above, 0 otherwise (abnormal without a direction, or normal). */
export const direction = (r: Pick<LabResult, 'interpretation' | 'computed'>): -1 | 0 | 1 =>
  flagDirection(effectiveFlag(r));

export function flagDirection(flag: string | null): -1 | 0 | 1 {
  if (flag === 'H' || flag === 'HH' || flag === '>') return 1;
  if (flag === 'L' || flag === 'LL' || flag === '<') return -1;
  return 0;
}
