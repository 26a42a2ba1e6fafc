import { z } from 'zod';
import { labResultSchema } from '../biology/result';
import { codedSchema } from '../codes';
import { insSchema } from '../identity/ins';
import { sexSchema } from '../identity/traits';
import { documentKindSchema } from './kinds';
import { type Narrative, narrativeSchema } from './narrative';
import { type Statement, statementSchema } from './statement';

/** The patient as a received document names them. Any part may be missing; nothing is normalised here. */
export const documentPatientSchema = z.object({
  ins: insSchema.nullable(),
  /** More than one INS identifier, INS-C, or a matricule that fails its key: never filed automatically. */
  insDoubtful: z.boolean(),
  localIds: z.array(z.object({ root: z.string(), extension: z.string().nullable() })),
  birthName: z.string().nullable(),
  /** The list of birth given names as sent. */
  firstNames: z.string().nullable(),
  firstGivenName: z.string().nullable(),
  usedName: z.string().nullable(),
  usedFirstName: z.string().nullable(),
  sex: sexSchema.nullable(),
  /** ISO date, shortened when the sender knows less (`1979`, `1979-05`). */
  birthDate: z.string().nullable(),
  /** INSEE (COG) code. */
  birthPlace: z.string().nullable(),
  birthPlaceLabel: z.string().nullable(),
});
export type DocumentPatient = z.infer<typeof documentPatientSchema>;

/** A professional or an organisation with a part in the document. */
export const documentActorSchema = z.object({
  name: z.string().nullable(),
  /** IDNPS (`8`+RPPS, `0`+ADELI…). */
  nationalId: z.string().nullable(),
  rpps: z.string().nullable(),
  speciality: codedSchema.nullable(),
  organisation: z.string().nullable(),
  organisationId: z.string().nullable(),
  time: z.string().nullable(),
});
export type DocumentActor = z.infer<typeof documentActorSchema>;

/** Bytes carried inside a document: fetched apart, by index. */
export const attachmentSchema = z.object({
  index: z.number().int().min(0),
  mediaType: z.string(),
  /** Bytes after decoding. */
  size: z.number().int().min(0),
  sha256: z.string(),
  /** `body`: the N1 body; `copy`: the PDF copy of a level 3; `image`, `file`: in the narrative or beside it; `stylesheet`: travelled with it. */
  role: z.enum(['body', 'copy', 'image', 'file', 'stylesheet']),
  /** `ID` that the narrative's `media` nodes name. */
  mediaId: z.string().nullable(),
  title: z.string().nullable(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

export interface Section {
  code: string | null;
  system: string | null;
  title: string | null;
  narrative: Narrative[];
  /** What its entries say in codes. Documents kept before it was read have none. */
  statements?: Statement[] | undefined;
  sections: Section[];
}

export const sectionSchema: z.ZodType<Section> = z.object({
  code: z.string().nullable(),
  system: z.string().nullable(),
  title: z.string().nullable(),
  narrative: z.array(narrativeSchema),
  statements: z.array(statementSchema).optional(),
  sections: z.array(z.lazy(() => sectionSchema)),
});

export const documentLevelSchema = z.enum(['N1', 'N3', 'PDF']);

/** Something odd that a reader should know and that did not stop the reading. */
export const warningSchema = z.object({ code: z.string(), message: z.string() });
export type Warning = z.infer<typeof warningSchema>;

/** `root^extension`, or `root` alone: the identity of a document version or of a set of versions. */
export const documentIdSchema = z.string();

/** A document as read: CDA of level 1 or 3, or a naked PDF. The model the screen, the record and the CLI share. */
export const clinicalDocumentSchema = z.object({
  kind: documentKindSchema,
  level: documentLevelSchema,
  type: codedSchema.nullable(),
  title: z.string(),
  documentId: documentIdSchema.nullable(),
  setId: z.string().nullable(),
  version: z.number().int().nullable(),
  /** Ids of the documents this one replaces (relatedDocument RPLC). */
  replaces: z.array(z.string()),
  templateIds: z.array(z.string()),
  /** effectiveTime, ISO 8601 with the sender's offset, or a shorter prefix. */
  date: z.string().nullable(),
  serviceStart: z.string().nullable(),
  serviceEnd: z.string().nullable(),
  acts: z.array(codedSchema),
  /** Label of the encounter: « prise en charge » of E-REC-05. */
  encounter: codedSchema.nullable(),
  /** `final`, `partial` (lab:statusCode active) or unknown. */
  completeness: z.enum(['final', 'partial']).nullable(),
  confidentiality: z.string().nullable(),
  language: z.string().nullable(),
  patient: documentPatientSchema,
  author: documentActorSchema.nullable(),
  legalAuthenticator: documentActorSchema.nullable(),
  custodian: documentActorSchema.nullable(),
  /** Prescriber of the order (participant REF). */
  prescriber: documentActorSchema.nullable(),
  performer: documentActorSchema.nullable(),
  recipients: z.array(documentActorSchema),
  orderIds: z.array(z.string()),
  accreditation: z.string().nullable(),
  results: z.array(labResultSchema),
  sections: z.array(sectionSchema),
  attachments: z.array(attachmentSchema),
  /** The sender put a stylesheet in or beside the document (E-BIO-06). */
  hasStylesheet: z.boolean(),
  warnings: z.array(warningSchema),
});
export type ClinicalDocument = z.infer<typeof clinicalDocumentSchema>;
