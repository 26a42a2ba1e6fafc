import { z } from 'zod';

/** Assigning authorities of an INS matricule. The nature, NIR or NIA, follows from the OID alone. */
export const insOids = {
  nir: '1.2.250.1.213.1.4.8',
  nia: '1.2.250.1.213.1.4.9',
  nirTest: '1.2.250.1.213.1.4.10',
  nirDemonstration: '1.2.250.1.213.1.4.11',
} as const;

/** Read in old documents, never written: INS-C. */
export const INS_C_OID = '1.2.250.1.213.1.4.2';

const INS_OIDS: readonly string[] = Object.values(insOids);

/** A matricule of 15 characters (13 + key) and the OID of its assigning authority. */
export const insSchema = z.object({ value: z.string(), oid: z.string() });
export type Ins = z.infer<typeof insSchema>;

const SHAPE = /^[1-9]\d{4}(?:\d{2}|2[AB])\d{6}\d{2}$/;

export const isInsOid = (oid: string): boolean => INS_OIDS.includes(oid);

/** The key of the 13 first characters (INSEE rule: 97 − N mod 97, Corsica 2A→19, 2B→18), or null if they are not a NIR. */
export function insKey(matricule13: string): string | null {
  const upper = matricule13.toUpperCase();
  if (!/^[1-9]\d{4}(?:\d{2}|2[AB])\d{6}$/.test(upper)) return null;
  const digits = upper.replace('2A', '19').replace('2B', '18');
  return String(97 - (Number(digits) % 97)).padStart(2, '0');
}

/** Shape and key. Blocking for what a person types or a code carries; only a warning for what INSi answers. */
export function isValidMatricule(matricule15: string): boolean {
  const upper = matricule15.toUpperCase();
  return SHAPE.test(upper) && insKey(upper.slice(0, 13)) === upper.slice(13);
}

/** « NIR » or « NIA », as printed after the matricule. */
export const insNature = (oid: string): 'NIR' | 'NIA' => (oid === insOids.nia ? 'NIA' : 'NIR');

/** `2 86 03 35 238 012 40`: groups as on paper. */
export const formatMatricule = (m: string): string =>
  [m.slice(0, 1), m.slice(1, 3), m.slice(3, 5), m.slice(5, 7), m.slice(7, 10), m.slice(10, 13), m.slice(13)]
    .filter(Boolean)
    .join('\u00a0');
