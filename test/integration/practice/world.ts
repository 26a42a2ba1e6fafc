import { spawnSync } from 'node:child_process';
import { createPrivateKey, sign, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cardError } from '../../../src/main/card/errors';
import type { CardDesk, CardState } from '../../../src/main/card/port';
import type { Dmp, DmpExistence, DmpSubmission } from '../../../src/main/dmp/port';
import type { Read, ReadDocument, ReadMessage } from '../../../src/main/inbox/port';
import type { Insi, InsiAnswer, InsiClaim, InsiQuery } from '../../../src/main/ins/port';
import type { FetchedMessage, Mailbox, OutgoingMail } from '../../../src/main/mss/port';
import { columnsOf } from '../../../src/main/patients/row';
import { renderOrdonnance } from '../../../src/main/pdf/ordonnance';
import { pdfFonts } from '../../../src/main/pdfFonts';
import { createPractice, type Practice } from '../../../src/main/practice';
import { openStore, type Store } from '../../../src/main/store/store';
import type { DocumentEntry } from '../../../src/main/xds/model';
import type { LabResult } from '../../../src/shared/biology/result';
import type { Configuration } from '../../../src/shared/configuration';
import type { Method, Request, Response } from '../../../src/shared/contract/contract';
import type { ClinicalDocument } from '../../../src/shared/documents/clinicalDocument';
import type { Failure } from '../../../src/shared/failure';
import { insOids } from '../../../src/shared/identity/ins';
import type { Patient } from '../../../src/shared/identity/patient';
import { seededIds } from '../../../src/shared/ids';
import { jsonLog } from '../../../src/shared/log';
import type { Professional } from '../../../src/shared/professional/professional';
import { err, ok, type Result } from '../../../src/shared/result';
import { documentOf } from '../../unit/patients/people';

export const configuration: Configuration = {
  sandbox: true,
  practice: {
    name: 'CABINET FICTIF',
    structureId: '499700000012001',
    addressLines: ['1 rue de la Fiction'],
    postalCode: '35000',
    city: 'Rennes',
    phone: '0299000000',
    oid: '1.2.250.1.999.1',
    facilityType: 'SA07',
    practiceSetting: 'AMBULATOIRE',
    people: [
      { id: '99700000120', name: 'Dr Camille DOCTEUR-FICTIF', role: 'doctor' },
      { id: '99700000138', name: 'Dr Inès MOREAU-FICTIF', role: 'doctor' },
      { id: 'secretariat', name: 'Secrétariat', role: 'secretary' },
    ],
  },
  insOids: [insOids.nirTest],
  trust: [],
  client: { certificate: '', key: '' },
  software: {
    name: 'Colloque',
    version: '0.1.0',
    dmpHomologation: 'H',
    insiAuthorisation: 'A',
    nil: 'NIL',
    installation: '6f0f3f0a-0000-4000-8000-000000000001',
  },
  dmp: {
    base: 'https://x/',
    repositoryUniqueId: '1.2.3',
    mode: 'DIRECTE',
    vihfVersion: '3.0',
    modeAttribute: 'Authentification_mode',
  },
  insi: { url: 'https://x/' },
  mss: {
    address: 'camille@cabinet.mssante.fr',
    displayName: 'Dr Camille DOCTEUR-FICTIF',
    imap: { host: 'x', port: 1, security: 'implicit' },
    smtp: { host: 'x', port: 1, security: 'implicit' },
    auth: 'certificate',
    allowTls13: false,
  },
  card: { reader: { kind: 'pcsc' } },
};

/** The world outside one practice: it survives the practice's crashes, and so does the base. */
export class World {
  readonly folder = mkdtempSync(join(tmpdir(), 'colloque-practice-'));
  now = new Date('2026-11-23T09:00:00Z');
  readonly lines: string[] = [];
  readonly registry: DmpSubmission[] = [];
  readonly sentMails: OutgoingMail[] = [];
  readonly calls: string[] = [];
  /** What the DMP lists and gives. */
  shelf: { entry: DocumentEntry; bytes: Uint8Array }[] = [];
  shelfFailure: Failure | null = null;
  existence: DmpExistence = { state: 'open', authorisation: 'valid', traits: null };
  /** Taken one by one by the next submissions and sendings; `after` fails once the thing is done. */
  dmpFaults: { failure: Failure; after: boolean }[] = [];
  mailFaults: { failure: Failure; after: boolean }[] = [];
  /** What the mailbox holds when it is watched. */
  incoming: FetchedMessage[] = [];
  /** Null: the Sent folder cannot tell. */
  sentFolderTells = true;
  insiAnswers: Result<InsiAnswer, Failure>[] = [];
  readonly insiQueries: InsiQuery[] = [];
  /** Taken one by one by the next verifications; then every INS is confirmed. */
  insiVerdicts: ('ok' | 'ko' | Result<never, Failure>)[] = [];
  readonly insiClaims: InsiClaim[] = [];
  /** The most verifications that were under way at one time. */
  insiAtOnce = 0;
  private insiUnderWay = 0;
  /** INSi answers no verification before this is done. */
  insiHolds: Promise<void> = Promise.resolve();
  /** What the background left between two calls, in milliseconds. */
  readonly pauses: number[] = [];
  private launch = 0;
  private readonly cardListeners = new Set<() => void>();
  private card: 'absent' | 'locked' | 'open' = 'open';

  private readonly ids = seededIds('world');
  private readonly clock = { now: () => this.now };

  async open(options: { step?: (name: string) => void; autoFile?: boolean; read?: Read } = {}) {
    const opened = await openStore({
      path: join(this.folder, 'p.db'),
      key: new Uint8Array(32).fill(3),
      clock: this.clock,
    });
    if (!opened.ok) throw new Error(opened.error.code);
    const store = opened.value;
    const ids = seededIds(`launch ${++this.launch}`);
    const professional = await doctor();
    const practice = createPractice({
      configuration,
      store,
      cardDesk: this.desk(professional),
      dmp: this.dmp,
      insi: this.insi,
      mailbox: this.mailbox,
      clock: this.clock,
      ids,
      log: jsonLog((line) => this.lines.push(line), this.clock.now),
      read: options.read ?? readJson,
      renderOrdonnance: (o) => renderOrdonnance(o, pdfFonts()),
      drugs: { search: () => [] },
      ...(options.autoFile === undefined ? {} : { autoFile: options.autoFile }),
      stepHook: options.step ?? (() => {}),
      verificationPause: async (ms) => void this.pauses.push(ms),
    });
    return { practice, store, ask: asker(practice) };
  }

  /** Takes the card out, puts it in, or has its PIN typed. */
  turnCard(card: 'absent' | 'locked' | 'open'): void {
    this.card = card;
    for (const tell of this.cardListeners) tell();
  }

  private desk(professional: Professional): CardDesk {
    const state = (): CardState => ({
      readers: [{ name: 'r', kind: this.card === 'absent' ? null : 'cps4' }],
      holder: this.card === 'absent' ? null : professional.identity,
      pinVerified: this.card === 'open',
      triesLeft: 3,
      failure: null,
    });
    const held = (): Result<Professional, Failure> =>
      this.card === 'absent' ? err(cardError('card-absent')) : ok(professional);
    return {
      state,
      onChange: (listener) => {
        const tell = () => listener(state());
        this.cardListeners.add(tell);
        return () => void this.cardListeners.delete(tell);
      },
      professional: held,
      unlock: async () => held(),
      close: async () => {},
    };
  }

  uuid = () => this.ids.uuid();
  remove = () => rmSync(this.folder, { recursive: true, force: true });

  private readonly dmp: Dmp = {
    testExistence: async () => {
      this.calls.push('TD0.2');
      return ok(this.existence);
    },
    findByUniqueId: async (_, uniqueId) => {
      this.calls.push('TD3.1');
      const sent = this.registry.flatMap((s) => s.metadata.entries);
      const found = [...sent, ...this.shelf.map((s) => s.entry)].find((e) => e.uniqueId === uniqueId);
      return ok(found ?? null);
    },
    submit: async (submission) => {
      this.calls.push('TD2.1');
      const fault = this.dmpFaults.shift();
      if (fault && !fault.after) return err(fault.failure);
      this.registry.push(submission);
      return fault
        ? err(fault.failure)
        : ok({ status: 'Success', at: this.now.toISOString(), answer: 'Success' });
    },
    find: async () => {
      this.calls.push('TD3.1');
      return this.shelfFailure ? err(this.shelfFailure) : ok(this.shelf.map((s) => s.entry));
    },
    retrieve: async (_, entry) => {
      this.calls.push('TD3.2');
      return ok(this.shelf.find((s) => s.entry.uniqueId === entry.uniqueId)?.bytes ?? new Uint8Array());
    },
  };

  private readonly mailbox: Mailbox = {
    watch: (cursor, { onMessages }) => {
      const bring = async () => {
        for (const message of this.incoming.filter((m) => m.uid > (cursor?.lastUid ?? 0))) {
          await onMessages([message], {
            uidValidity: message.uidValidity,
            lastUid: message.uid,
            modSeq: null,
          });
        }
      };
      const brought = bring().catch((e: unknown) => this.lines.push(`watch: ${e}`));
      return { look() {}, stop: async () => void (await brought) };
    },
    send: async (mail) => {
      this.calls.push('SMTP');
      const fault = this.mailFaults.shift();
      if (fault && !fault.after) return err(fault.failure);
      this.sentMails.push(mail);
      return fault ? err(fault.failure) : ok({ at: this.now.toISOString(), answer: '250 2.0.0 Ok' });
    },
    wasSent: async (id) => {
      this.calls.push('Sent?');
      return ok(this.sentFolderTells ? this.sentMails.some((m) => m.messageId === id) : null);
    },
  };

  private readonly insi: Insi = {
    searchByTraits: async (query) => {
      this.insiQueries.push(query);
      return this.insiAnswers.shift() ?? ok({ code: '01' });
    },
    verify: async (claim) => {
      if (this.card === 'absent') return err(cardError('card-absent'));
      this.insiClaims.push(claim);
      this.insiUnderWay += 1;
      this.insiAtOnce = Math.max(this.insiAtOnce, this.insiUnderWay);
      await this.insiHolds;
      await new Promise((done) => setTimeout(done, 1));
      this.insiUnderWay -= 1;
      const answer = this.insiVerdicts.shift() ?? 'ok';
      return typeof answer === 'string' ? ok({ verdict: answer, messageId: 'uuid:1' }) : answer;
    },
  };
}

/** Calls the contract, and fails the test on a refusal unless it is what is looked for. */
function asker(practice: Practice) {
  const ask = async <M extends Method>(method: M, request: Request<M>): Promise<Response<M>> => {
    const answer = await practice.call(method, request);
    if (!answer.ok) throw new Error(answer.error.code);
    return answer.value;
  };
  return Object.assign(ask, {
    refused: async <M extends Method>(method: M, request: Request<M>) => {
      const answer = await practice.call(method, request);
      return answer.ok ? 'accepted' : answer.error.code;
    },
  });
}

let known: Promise<Professional> | undefined;
const doctor = () => {
  known ??= makeDoctor();
  return known;
};

async function makeDoctor(): Promise<Professional> {
  const folder = mkdtempSync(join(tmpdir(), 'colloque-card-'));
  const made = spawnSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '3650',
      '-subj',
      '/C=FR/CN=899700000120',
      '-keyout',
      'k.pem',
      '-out',
      'c.pem',
    ],
    { cwd: folder },
  );
  if (made.status !== 0) throw new Error(`openssl: ${made.stderr}`);
  const certificate = new X509Certificate(readFileSync(join(folder, 'c.pem'))).raw;
  const key = createPrivateKey(readFileSync(join(folder, 'k.pem')));
  rmSync(folder, { recursive: true });
  return {
    identity: {
      nationalId: '899700000120',
      rpps: '99700000120',
      familyName: 'DOCTEUR-FICTIF',
      givenName: 'CAMILLE',
      civility: 'MME',
      profession: '10',
      speciality: 'SM26',
      situations: [{ structureId: '499700000012001', structureName: 'CABINET FICTIF', sector: 'SA07' }],
      cardSerial: '1',
    },
    certificate: () => new Uint8Array(certificate),
    sign: async (_, data) => ok(new Uint8Array(sign('sha256', data, key))),
  };
}

/** A reader for messages written as JSON by {@link messageOf}: the real one is tested where it lives. */
const readJson: Read = async (bytes) => {
  const text = new TextDecoder().decode(bytes);
  if (text === 'die') throw new Error('the thread died');
  if (!text.startsWith('{'))
    return err({ code: 'mime-broken', retry: 'never', message: 'Message illisible.', action: 'Rien.' });
  const message = JSON.parse(text) as Omit<ReadMessage, 'documents'> & {
    documents: (Omit<ReadDocument, 'bytes'> & { bytes: string })[];
  };
  const documents = message.documents.map((d) => ({ ...d, bytes: new TextEncoder().encode(d.bytes) }));
  return ok({ ...message, documents });
};

export function messageOf(
  documents: ClinicalDocument[],
  over: Partial<ReadDocument> & { nonce?: string } = {},
): Uint8Array {
  const { nonce = '', ...rest } = over;
  return new TextEncoder().encode(
    JSON.stringify({
      from: 'Biolab Rennes',
      fromAddress: 'biolab@labo.mssante.fr',
      subject: 'XDM/1.0/DDM+résultats',
      messageId: '<1@labo>',
      text: `Bonjour ${nonce}`,
      documents: documents.map((document) => ({
        document,
        bytes: `cda ${JSON.stringify(document)}`,
        mediaType: 'text/xml',
        attachments: [],
        trustworthy: true,
        ...rest,
      })),
      unreadable: [],
    }),
  );
}

export function labReport(patient: Patient, over: Partial<ClinicalDocument> = {}): ClinicalDocument {
  return {
    kind: 'biology',
    level: 'N3',
    type: { code: '11502-2', system: '2.16.840.1.113883.6.1', label: 'CR d’examens biologiques' },
    title: 'Compte rendu d’examens biologiques',
    documentId: '1.2.3.1',
    setId: '1.2.3.0',
    version: 1,
    replaces: [],
    templateIds: [],
    date: '2026-11-23T08:00:00+01:00',
    serviceStart: null,
    serviceEnd: null,
    acts: [],
    encounter: null,
    completeness: 'final',
    confidentiality: null,
    language: 'fr-FR',
    patient: documentOf(patient),
    author: {
      name: 'Dr Sylvie AUBERT',
      nationalId: null,
      rpps: null,
      speciality: null,
      organisation: 'Biolab Rennes',
      organisationId: null,
      time: null,
    },
    legalAuthenticator: null,
    custodian: null,
    prescriber: null,
    performer: null,
    recipients: [],
    orderIds: [],
    accreditation: null,
    results: [result('ferritine', '2276-4', '312', 'ug/L', { interpretation: 'H' })],
    sections: [],
    attachments: [],
    hasStylesheet: false,
    warnings: [],
    ...over,
  };
}

export function result(
  label: string,
  loinc: string,
  value: string,
  unit: string,
  over: Partial<LabResult> = {},
): LabResult {
  return {
    key: loinc,
    chapter: null,
    section: null,
    panel: null,
    isolate: null,
    code: { code: loinc, system: '2.16.840.1.113883.6.1', label },
    loinc,
    label,
    value: { kind: 'quantity', value, unit, text: `${value} ${unit}`, comparator: null, code: null },
    range: { low: '15', high: '150', unit, text: null },
    interpretation: null,
    computed: null,
    status: 'completed',
    date: null,
    method: null,
    specimen: null,
    comments: [],
    laboratory: null,
    validator: null,
    previous: [],
    narrativeDiffers: null,
    ...over,
  };
}

/** Puts a patient in the base as is, without the gestures that would lead there. */
export async function settle(store: Store, patient: Patient): Promise<void> {
  await store.db
    .insertInto('patients')
    .values({
      id: patient.id,
      ...columnsOf(patient),
      created_at: '2026-01-01T00:00:00Z',
      last_activity_at: null,
      withdrawn_at: null,
    })
    .execute();
}
