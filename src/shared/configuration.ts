import { z } from 'zod';

const endpoint = z.object({
  host: z.string(),
  port: z.number().int(),
  /** `implicit`: TLS from the first byte; `starttls`: mandatory before any login. Nothing is ever sent in clear. */
  security: z.enum(['implicit', 'starttls']),
});

/**
 * Everything that differs from one practice, or one environment, to another. The bac à sable is one
 * such configuration: other addresses, other trust anchors, a reader; the product has no other branch.
 */
export const configurationSchema = z.object({
  /** Drives the loud band only. */
  sandbox: z.boolean(),
  practice: z.object({
    name: z.string(),
    /** Struct_IdNat of the practice (IDNST). */
    structureId: z.string(),
    addressLines: z.array(z.string()),
    postalCode: z.string(),
    city: z.string(),
    phone: z.string(),
    /** OID under which the practice names its records (IPP) and its submissions (sourceId). */
    oid: z.string(),
    /** JDV_J02, `SA07`. */
    facilityType: z.string(),
    /** JDV_J04, `AMBULATOIRE`. */
    practiceSetting: z.string(),
    /** N° AM of the professional (or FINESS, SIRET), as INSi wants it: `identifiantFacturation`. */
    billingIdentifier: z.string().optional(),
    /** Who works here and is given documents: doctors by RPPS, secretaries by any stable name. */
    people: z
      .array(z.object({ id: z.string(), name: z.string(), role: z.enum(['doctor', 'secretary']) }))
      .optional(),
  }),
  /** INS authorities accepted in this environment: production refuses test and demonstration OIDs. */
  insOids: z.array(z.string()),
  /** PEM of the trust anchors for every server below: the system's store is not used. */
  trust: z.array(z.string()),
  /** Structure certificate for mutual TLS (ORG AUTH_CLI), PEM. */
  client: z.object({ certificate: z.string(), key: z.string() }),
  software: z.object({
    name: z.string(),
    version: z.string(),
    /** LPS_ID_HOMOLOGATION_DMP, given by the CNDA. */
    dmpHomologation: z.string(),
    /** INSi authorisation (IDAM), given by the CNDA. */
    insiAuthorisation: z.string(),
    /** X-MSS-NIL. */
    nil: z.string(),
    /** Stable for this installation: LPS_ID and ContexteLPS Instance. */
    installation: z.string(),
  }),
  dmp: z.object({
    /** Base of the services: `{base}/{service}`. */
    base: z.string(),
    repositoryUniqueId: z.string(),
    mode: z.enum(['DIRECTE', 'INDIRECTE', 'INDIRECTE_RENFORCEE']),
    /** [?] in dmp.md §4.2: see docs/open-questions.md. */
    vihfVersion: z.string(),
    modeAttribute: z.enum(['Authentification_mode', 'Authentification_Mode']),
  }),
  insi: z.object({ url: z.string() }),
  mss: z.object({
    address: z.string(),
    /** `Titre_Prénom_NOM_Entité` (ECO.2.2.7). */
    displayName: z.string(),
    imap: endpoint,
    smtp: endpoint,
    /** Client certificate and SASL EXTERNAL, or XOAUTH2 with a token asked when needed. */
    auth: z.enum(['certificate', 'xoauth2']),
    /** Vague 1: TLS 1.2 exclusively. */
    allowTls13: z.boolean(),
  }),
  documents: z
    .object({
      /** Path of the XSLT 1.0 stylesheet shown for a document that brings none: that of the ANS, which is not ours to carry. */
      stylesheet: z.string().optional(),
    })
    .optional(),
  card: z.object({
    /** `pcsc`: the system's readers. `network`: a reader at a loopback address, for posts without PC/SC. */
    reader: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('pcsc') }),
      z.object({ kind: z.literal('network'), host: z.string(), port: z.number().int() }),
    ]),
  }),
});
export type Configuration = z.infer<typeof configurationSchema>;
