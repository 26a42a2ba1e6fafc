import { z } from 'zod';
import type { Failure } from '../failure';
import type { Result } from '../result';

/** One situation d'exercice: where and as what a professional practises. */
export const situationSchema = z.object({
  /** Struct_IdNat: `4`+RPPS-rang for a private practice, `1`+FINESS, `3`+SIRET… */
  structureId: z.string().nullable(),
  structureName: z.string().nullable(),
  /** Secteur d'activité, `SA07` for a private practice (1.2.250.1.71.4.2.4). */
  sector: z.string().nullable(),
});
export type Situation = z.infer<typeof situationSchema>;

/** Who is at the keyboard, as the card or Pro Santé Connect says. */
export const professionalIdentitySchema = z.object({
  /** PS_IdNat: `8` + RPPS (11 digits). */
  nationalId: z.string(),
  rpps: z.string().nullable(),
  familyName: z.string(),
  givenName: z.string(),
  /** Civil title of the header, `M` or `MME`, or null. */
  civility: z.string().nullable(),
  /** Profession of 1.2.250.1.71.1.2.7: `10` for a doctor. */
  profession: z.string(),
  /** Savoir-faire of 1.2.250.1.71.4.2.5: `SM26`, `SM54`… */
  speciality: z.string().nullable(),
  situations: z.array(situationSchema),
  /** Serial number of the card, to notice another card between two gestures. */
  cardSerial: z.string().nullable(),
});
export type ProfessionalIdentity = z.infer<typeof professionalIdentitySchema>;

export type SigningUse = 'authentication' | 'signature';

/**
 * The professional who is signed in, and how they sign. First implementation: a CPS card by raw APDU;
 * PKCS#11 and Pro Santé Connect will stand behind the same interface. A private key never comes out.
 */
export interface Professional {
  readonly identity: ProfessionalIdentity;
  /** DER of the X.509 certificate of that use. */
  certificate(use: SigningUse): Uint8Array;
  /**
   * RSASSA-PKCS1-v1_5 over SHA-256 of `data`, with the key of that use.
   * May ask for the PIN (in its own window) and may wait for a human.
   */
  sign(use: SigningUse, data: Uint8Array): Promise<Result<Uint8Array, Failure>>;
}
