import { z } from 'zod';

/**
 * One value of a patient's record as its laboratory sent it, with what it takes to compare it with another. Nothing in it is
 * converted: that happens where it is shown ({@link ./trend}).
 */
export const measurementSchema = z.object({
  documentId: z.string(),
  /** Key of the result inside its document. */
  key: z.string(),
  /** ISO 8601, or a shorter prefix of it. */
  date: z.string(),
  loinc: z.string(),
  label: z.string(),
  /** Decimal as written; null for words. */
  value: z.string().nullable(),
  comparator: z.enum(['<', '<=', '>', '>=']).nullable(),
  /** UCUM, as sent. */
  unit: z.string().nullable(),
  /** What the report prints. */
  text: z.string(),
  low: z.string().nullable(),
  high: z.string().nullable(),
  /** Null: the unit of the value. */
  rangeUnit: z.string().nullable(),
  /** The sender's flag, else the one computed from its interval. */
  flag: z.string().nullable(),
  laboratory: z.string().nullable(),
  method: z.string().nullable(),
});
export type Measurement = z.infer<typeof measurementSchema>;

/** All current values of one analyte in a record, oldest first, across laboratories. */
export const analyteSeriesSchema = z.object({
  /** See `analyteKey`. */
  analyte: z.string(),
  /** The latest report's wording. */
  label: z.string(),
  measurements: z.array(measurementSchema),
});
export type AnalyteSeries = z.infer<typeof analyteSeriesSchema>;
