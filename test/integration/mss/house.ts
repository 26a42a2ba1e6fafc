import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMailbox, type MailboxPorts } from '../../../src/main/mss/mailbox';
import type {
  CopyFlag,
  FetchedMessage,
  Mailbox,
  MailCopies,
  MailCursor,
  MailPlace,
  MissingCopy,
  OutgoingMail,
} from '../../../src/main/mss/port';
import { type Operator, type OperatorOptions, startOperator } from '../../../src/sandbox/mss/operator';
import { systemClock } from '../../../src/shared/clock';
import type { Configuration } from '../../../src/shared/configuration';
import type { Failure } from '../../../src/shared/failure';
import { silentLog } from '../../../src/shared/log';
import type { Identity, TestIgc } from './certificates';

export const DOCTOR = 'camille.docteur-fictif@cabinet.mssante.fr';
export const COLLEAGUE = 'correspondant@hopital.mssante.fr';
export const PATIENT = '286033523801240@patient.mssante.fr';

export const quickPace = {
  connect: 3_000,
  silence: 3_000,
  look: 60_000,
  firstWait: 20,
  longestWait: 40,
  breath: 10,
  gather: 20,
};

export const temporaryFolder = () => mkdtempSync(join(tmpdir(), 'mss-'));

export const operatorOf = (igc: TestIgc, options: Partial<OperatorOptions> = {}): Promise<Operator> =>
  startOperator({
    dir: temporaryFolder(),
    tls: { ...igc.server, ca: igc.ca },
    mailboxes: [
      { address: DOCTOR, name: 'Cabinet' },
      { address: COLLEAGUE, name: 'Hôpital' },
    ],
    patients: [
      { address: PATIENT, state: 'open' },
      { address: '199017512345678@patient.mssante.fr', state: 'closed' },
    ],
    ...options,
  });

type Endpoint = Configuration['mss']['imap'];

export function mailboxOf(
  at: { imap: Endpoint; smtp: Endpoint },
  identity: { trust: string[]; client: Identity },
  ports: Partial<MailboxPorts> = {},
  mss: Partial<Configuration['mss']> = {},
): Mailbox {
  return createMailbox(
    {
      mss: {
        address: DOCTOR,
        displayName: 'Dr_Camille_DOCTEUR-FICTIF_Cabinet',
        imap: at.imap,
        smtp: at.smtp,
        auth: 'certificate',
        allowTls13: false,
        ...mss,
      },
      ...identity,
    },
    { clock: systemClock, log: silentLog, ...ports, pace: { ...quickPace, ...ports.pace } },
  );
}

export const mail = (change: Partial<OutgoingMail> = {}): OutgoingMail => ({
  messageId: `<${crypto.randomUUID()}@cabinet.mssante.fr>`,
  date: new Date('2026-11-23T08:00:00Z'),
  to: { address: COLLEAGUE, name: 'Dr Zoé Exemple' },
  subject: 'XDM/1.0/DDM+Prescription de médicaments DURAND ÉLISE 14/03/1986',
  text: 'Bonjour,\n\nVeuillez trouver ci-joint un document.\n',
  headers: {},
  attachments: [],
  ...change,
});

export const rawMail = (subject: string, body = 'Bonjour'): string =>
  [
    `From: <${COLLEAGUE}>`,
    `To: <${DOCTOR}>`,
    `Subject: ${subject}`,
    `Message-ID: <${subject}@hopital.mssante.fr>`,
    '',
    body,
    '',
  ].join('\r\n');

/** Copies of a mailbox remembered in memory, as the store would. */
export function rememberedCopies() {
  const there = new Map<string, readonly CopyFlag[]>();
  const left: MissingCopy[] = [];
  const places: (MailPlace | null)[] = [];
  const key = (uidValidity: string, uid: number) => `${uidValidity}/${uid}`;
  const copies: MailCopies = {
    known: async (uidValidity) =>
      new Map(
        [...there]
          .filter(([name]) => name.startsWith(`${uidValidity}/`))
          .map(([name, flags]) => [Number(name.split('/')[1]), flags]),
      ),
    async changed(uidValidity, flags, gone) {
      for (const [uid, now] of flags) there.set(key(uidValidity, uid), now);
      for (const uid of gone) {
        there.delete(key(uidValidity, uid));
        left.push({ uidValidity, uid, messageId: null, size: 0 });
      }
    },
    settled: async () => {},
    missing: async () => [...left],
    async found(copy, place) {
      left.splice(left.indexOf(copy), 1);
      places.push(place);
    },
    toMark: async () => [],
    marked: async () => {},
  };
  return { copies, there, places, key };
}

/** A watch whose messages, cursors and states are kept, with a way to wait for them. */
export function watching(
  mailbox: Mailbox,
  cursor: MailCursor | null,
  onMessage?: (m: FetchedMessage) => Promise<void>,
) {
  const messages: FetchedMessage[] = [];
  const cursors: MailCursor[] = [];
  const states: { connected: boolean; failure: Failure | null }[] = [];
  const { copies, there, key } = rememberedCopies();
  const watch = mailbox.watch(cursor, {
    async onMessages(batch, next) {
      for (const message of batch) await onMessage?.(message);
      messages.push(...batch);
      for (const { uidValidity, uid, flags } of batch) there.set(key(uidValidity, uid), flags);
      cursors.push(next);
    },
    async onCursor(next) {
      cursors.push(next);
    },
    onState: (state) => states.push(state),
    copies,
  });
  return { messages, cursors, states, there, stop: () => watch.stop() };
}

export async function until(condition: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`not true within ${ms} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

export const subjectOf = (m: { bytes: Uint8Array }): string =>
  /^Subject: (.*)\r$/m.exec(Buffer.from(m.bytes).toString('latin1'))?.[1] ?? '';
