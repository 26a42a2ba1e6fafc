import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, systemClock } from '../shared/clock';
import type { Configuration } from '../shared/configuration';
import { type Ids, randomIds } from '../shared/ids';
import { openCard } from './card';
import type { VirtualCard } from './cards';
import { sandboxConfiguration } from './configuration';
import { type Control, serveControl } from './control';
import { type DmpServer, startDmp } from './dmp/server';
import { FaultPlan, RequestJournal, type SandboxFault } from './faultPlan';
import { type InsiServer, startInsi } from './insi/server';
import { type Operator, startOperator } from './mss/operator';
import { deposit } from './partners/deposit';
import type { Hospital } from './partners/hospital/hospital';
import { TableFile } from './partners/laboratory/tableFile';
import { Transcoder } from './partners/laboratory/transcoder';
import type { Partners } from './partners/partner';
import { morning, type PartnerMessage, partnersWith, type Scenario, scenarios } from './partners/scenarios';
import { ensurePki, type Pki } from './pki/pki';
import { everyone, fictivePatient, patientAddress } from './population';
import { hospital, hospitalMailbox, professionals } from './professionals';

export interface SandboxOptions {
  /** Everything that must outlive a restart: PKI, card keys, DMP, mail. */
  stateDir: string;
  clock?: Clock;
  ids?: Ids;
  ports?: Partial<Record<'dmp' | 'insi' | 'imap' | 'smtp' | 'card' | 'control', number>>;
  /** Folder of the XDS.b XSDs; `../shared/data/xds/xsd-xds-b` beside the project when it is there. */
  schemas?: string | null;
  /** `network` (default): a reader at a loopback address; `vpcd`: the virtual reader of this machine's pcscd. */
  reader?: 'network' | 'vpcd';
  /** Eight messages in the doctor's mailbox at first start; true unless told. */
  morning?: boolean;
}

export interface SandboxEndpoints {
  dmp: string;
  insi: string;
  imap: { host: string; port: number };
  smtp: { host: string; port: number };
  /** The network reader; null when the card lies in vpcd. */
  card: { host: string; port: number } | null;
  /** Control, plain http on loopback: faults, journal, documents, scenarios. */
  control: string;
}

/** The bac à sable while it stands. */
export interface Sandbox {
  readonly endpoints: SandboxEndpoints;
  /** What the product needs to take these services for the real ones. */
  readonly configuration: Configuration;
  readonly pki: Pki;
  readonly dmp: DmpServer;
  readonly insi: InsiServer;
  readonly operator: Operator;
  readonly card: VirtualCard;
  readonly journal: RequestJournal;
  readonly partners: Partners;
  /** The laboratories' table of local codes, as it stands on disk. */
  readonly transcoding: TableFile;
  /** Has a partner send something, about the patient of that rank or the scenario's own. */
  send(scenario: Scenario, patient?: number | null): Promise<void>;
  /** Has the hospital open its mail. */
  hospitalMail(): Promise<Hospital>;
  setFault(fault: SandboxFault): void;
  clearFaults(): void;
  /** Takes the card out of its reader, and puts it back. */
  ejectCard(): Promise<void>;
  insertCard(): Promise<void>;
  /** Empties the DMP, heals every fault. */
  reset(): void;
  close(): Promise<void>;
}

/** Where the product's descriptions lie when the project stands beside them. */
const besideTheProject = () => {
  const folder = join(process.cwd(), '..', 'shared', 'data', 'xds', 'xsd-xds-b');
  return existsSync(folder) ? folder : null;
};

/** Starts every service on loopback; closes what was started when one does not start. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { stateDir, clock = systemClock, ids = randomIds, ports = {} } = options;
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const pki = await ensurePki(join(stateDir, 'pki'), { now: clock.now() });
  const faults = new FaultPlan();
  const journal = new RequestJournal();
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const step of closers.splice(0).reverse()) await step();
  };
  const port = (name: keyof NonNullable<SandboxOptions['ports']>) =>
    ports[name] === undefined ? {} : { port: ports[name] };
  try {
    const common = { pki, clock, faults, journal };
    const dmp = await startDmp({
      ...common,
      stateDir,
      schemas: options.schemas === undefined ? besideTheProject() : options.schemas,
      ...port('dmp'),
    });
    closers.push(dmp.close);
    const insi = await startInsi({ ...common, authorisation: INSI_AUTHORISATION, ...port('insi') });
    closers.push(insi.close);
    const operator = await openMail(options, pki, clock);
    closers.push(operator.stop);
    const held = await openCard(pki, {
      stateDir,
      now: clock.now(),
      reader: options.reader ?? 'network',
      ...port('card'),
    });
    closers.push(held.close);

    const configuration = sandboxConfiguration({
      pki,
      stateDir,
      ids,
      dmpBase: dmp.base,
      insiUrl: insi.url,
      insiAuthorisation: INSI_AUTHORISATION,
      imap: operator.imap,
      smtp: operator.smtp,
      cardPort: held.port,
    });
    const transcoding = new TableFile(join(stateDir, 'laboratoires', 'transcodage.csv'));
    const partners = partnersWith(new Transcoder(() => transcoding.current().table));
    // The stay that the first scenarios tell of: its results find the patient known.
    partners.hospital.gam.admit(fictivePatient(1), 'qualifiee', clock.now());
    const dispatch = async ({ to, raw, copies, deposit: toDmp }: PartnerMessage) => {
      await operator.deliver(to, raw);
      for (const copy of copies) await operator.deliver(copy.to, copy.raw);
      if (toDmp) deposit(dmp, toDmp);
    };
    let opened = 0;
    const control: Control = { stop: async () => {}, url: '' };
    const sandbox: Sandbox = {
      get endpoints() {
        return {
          dmp: dmp.base,
          insi: insi.url,
          imap: { host: operator.imap.host, port: operator.imap.port },
          smtp: { host: operator.smtp.host, port: operator.smtp.port },
          card: held.port === null ? null : { host: '127.0.0.1', port: held.port },
          control: control.url,
        };
      },
      configuration,
      pki,
      dmp,
      insi,
      operator,
      card: held.card,
      journal,
      partners,
      transcoding,
      async send(scenario, patient = null) {
        const about = patient === null ? {} : { patient: fictivePatient(patient) };
        await dispatch(await scenarios[scenario]({ at: clock.now(), ids, partners, ...about }));
      },
      async hospitalMail() {
        for (const { uid, raw } of await operator.messagesOf(hospitalMailbox)) {
          if (uid <= opened) continue;
          opened = uid;
          await partners.hospital.mailroom.takeIn(raw);
        }
        return partners.hospital;
      },
      setFault({ certificate, ...fault }) {
        if (certificate) for (const server of [dmp, insi]) server.showCertificate(certificate);
        if (Object.keys(fault).some((k) => k !== 'service' && k !== 'times')) faults.set(fault);
      },
      clearFaults() {
        faults.clear();
        operator.setFault({});
        for (const server of [dmp, insi]) server.showCertificate('good');
      },
      ejectCard: held.eject,
      insertCard: held.insert,
      reset() {
        this.clearFaults();
        dmp.registry.reset();
      },
      close,
    };
    Object.assign(control, await serveControl(sandbox, ports.control ?? 0));
    closers.push(() => control.stop());
    if (options.morning !== false)
      await once(join(stateDir, 'morning'), clock.now(), async () => {
        for (const message of await morning({ at: clock.now(), ids, partners })) await dispatch(message);
      });
    return sandbox;
  } catch (e) {
    await close();
    throw e;
  }
}

const INSI_AUTHORISATION = 'IDAM-BAC-A-SABLE';

function openMail({ stateDir, ports }: SandboxOptions, pki: Pki, clock: Clock): Promise<Operator> {
  const { certificate, key } = pki.server;
  return startOperator({
    dir: join(stateDir, 'mail'),
    tls: { certificate, key, ca: pki.trust },
    mailboxes: [
      ...professionals.map((p) => ({
        address: p.address,
        name: `${p.givenName} ${p.familyName}`,
        ...(p.structures[0] ? { structureId: p.structures[0].id } : {}),
      })),
      { address: hospitalMailbox, name: hospital.name, structureId: hospital.id },
    ],
    patients: everyone().map((p) => ({
      address: patientAddress(p),
      state: p.dmp.state === 'open' ? ('open' as const) : ('closed' as const),
    })),
    now: () => clock.now(),
    ports: {
      ...(ports?.imap === undefined ? {} : { imap: ports.imap }),
      ...(ports?.smtp === undefined ? {} : { smtp: ports.smtp }),
    },
  });
}

/** Once in the life of a state folder: a second start finds the mailbox as it was left. */
async function once(mark: string, at: Date, work: () => Promise<void>): Promise<void> {
  if (existsSync(mark)) return;
  await work();
  writeFileSync(mark, `${at.toISOString()}\n`);
}
