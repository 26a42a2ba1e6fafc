const KIB = 1024;
const MIB = 1024 * KIB;

/** Every bound on what comes from outside, each with its reason. A test stands just under and just over each. */
export const limits = {
  /** MES refuses mail above 25 MB; other operators go higher: room for a large imaging report, not for a flood. */
  messageBytes: 200 * MIB,
  /** Deepest honest mail seen: 5 (forwarded report in a signed message). */
  mimeDepth: 16,
  mimeParts: 500,
  headerBytes: 256 * KIB,
  /** Same figures as xdm-mss.md §4. */
  zipEntries: 200,
  /** Of one archive, and of all the archives of one message together. */
  zipInflatedBytes: 100 * MIB,
  zipRatio: 100,
  /** A small archive may be very regular: the ratio is judged only above this. */
  zipRatioFloorBytes: 1 * MIB,
  /** The largest public CDA is 3.7 MB; a real scanned N1 may hold a 30 MB PDF in base64. */
  xmlBytes: 64 * MIB,
  /** Deepest public example: 24. saxes is quadratic on depth. */
  xmlDepth: 200,
  xmlAttributes: 64,
  xmlNodes: 1_000_000,
  /** Different names of elements and attributes: an honest document has some hundreds. */
  xmlNames: 10_000,
  /** One base64 body: see xmlBytes. */
  xmlTextBytes: 48 * MIB,
  attributeBytes: 64 * KIB,
  /** A large hospital panel holds a few hundred results; past this a document is not a report. */
  labResults: 10_000,
  /** A report with images holds some dozens of pieces; each costs a decoding and a hash. */
  attachments: 500,
  /** Coded entries beside the results: the largest public synthesis holds 150. */
  statements: 5_000,
  /** One trait of an identity received; the RNIV allows names of 100, and spaces are not yet reduced. */
  traitLength: 400,
  /** Words of the narrative that one entry quotes: a label, a value, a comment. */
  quotedText: 4_000,
  /** The sheets of the ANS weigh 400 kB; one that brings its pictures, a few MB. */
  stylesheetBytes: 8 * MIB,
  /** What a stylesheet makes of a document, pictures included: the largest seen is 2.8 MB. */
  presentationBytes: 24 * MIB,
  /** Elements of that rendering; the largest seen has 1 500. */
  presentationNodes: 60_000,
  presentationCss: 200_000,
  pdfBytes: 48 * MIB,
  pdfPages: 2_000,
  /** A SOAP answer with documents; beyond it a server lies. */
  soapBytes: 64 * MIB,
  /** One identity and its history: a few kB. */
  insiAnswerBytes: 1 * MIB,
  /** What the renderer may hand to main in one call, but for dictated text. */
  ipcTextLength: 100_000,
  searchLength: 200,
  /** MES: 25 MB as transmitted; base64 adds 37 %. */
  mailAttachmentsBytes: 18 * MIB,
  mailAttachmentsWarnBytes: 10 * MIB,
  /** Mon espace santé sends back a mail above 25 MB (ENS messaging 1.3): the smaller reading of MB. */
  patientMailBytes: 25_000_000,
  /** Brought and kept together: few round trips and few writes to disk, and a doctor who reads meanwhile waits for one transaction only. */
  batchMessages: 32,
  batchBytes: 4 * MIB,
  /** One line of an IMAP answer: the UIDs of an inbox of a million messages fit. */
  imapLineBytes: 16 * MIB,
} as const;
