import { readFile } from 'node:fs/promises';
import type { Clock } from '../shared/clock';
import type { Configuration } from '../shared/configuration';
import type { Ids } from '../shared/ids';
import type { Log } from '../shared/log';
import { type Channel, forkedChannel } from './card/channel';
import { createCardDesk } from './card/desk';
import { openReader } from './card/openReader';
import type { PinEntry } from './card/port';
import { createDrugList } from './compose/drugs';
import { sampleDrugs } from './compose/sampleDrugs';
import { createDmp } from './dmp/client';
import { createWorkerReader } from './inbox/workerReader';
import { createInsi } from './ins/client';
import { createMailbox } from './mss/mailbox';
import { renderOrdonnance } from './pdf/ordonnance';
import { pdfFonts } from './pdfFonts';
import { createPractice, type Practice, type PracticeOptions } from './practice';
import { presentInThread } from './records/presentInThread';
import type { Store } from './store/store';

export type { Practice } from './practice';

export interface OpenPracticeOptions {
  configuration: Configuration;
  /** Closed by `stop`. */
  store: Store;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** Paths of the bundled programs: dist/cardProcess.js, dist/intakeWorker.js, dist/presentationThread.js (without it no stylesheet is applied). */
  programs: { card: string; intake: string; presentation?: string };
  pin: PinEntry;
  /** How the card process is started, where forking Node is not it (Electron's utilityProcess). */
  spawnCard?: () => Channel;
  autoFile?: boolean;
  stepHook?: PracticeOptions['stepHook'];
}

/** The practice of a configuration, with its real clients. `stop` ends and closes everything, the store last. */
export async function openPractice(options: OpenPracticeOptions): Promise<Practice> {
  const { configuration, clock, ids, log, store } = options;
  const { trust, client, software, practice } = configuration;
  const reader = openReader(configuration.card, {
    log,
    spawn: options.spawnCard ?? forkedChannel(options.programs.card),
  });
  const cardDesk = createCardDesk({ reader, pin: options.pin, log, clock });
  const professional = () => cardDesk.professional();
  const dmp = createDmp(
    {
      dmp: configuration.dmp,
      software,
      practice: { structureId: practice.structureId, sector: practice.facilityType, oid: practice.oid },
      trust,
      client,
    },
    professional,
    { clock, ids, log },
  );
  const mailbox = createMailbox({ mss: configuration.mss, trust, client }, { clock, log });
  const insi = createInsi(
    {
      insi: configuration.insi,
      software,
      trust,
      insOids: configuration.insOids,
      practice: { sector: practice.facilityType, billingIdentifier: practice.billingIdentifier },
    },
    professional,
    {
      clock,
      ids,
      log,
    },
  );
  const worker = createWorkerReader(options.programs.intake);
  const running = createPractice({
    configuration,
    store,
    cardDesk,
    dmp,
    insi,
    mailbox,
    clock,
    ids,
    log,
    read: worker.read,
    renderOrdonnance: (ordonnance) => renderOrdonnance(ordonnance, pdfFonts()),
    drugs: createDrugList(sampleDrugs),
    ...(options.programs.presentation === undefined
      ? {}
      : {
          stylesheets: {
            present: presentInThread(options.programs.presentation),
            ofPractice: () => installedStylesheet(configuration, log),
          },
        }),
    ...(options.autoFile === undefined ? {} : { autoFile: options.autoFile }),
    ...(options.stepHook === undefined ? {} : { stepHook: options.stepHook }),
  });
  return {
    ...running,
    async stop() {
      await running.stop();
      await worker.close();
      dmp.close();
      insi.close();
      await cardDesk.close();
      await store.close();
    },
  };
}

/** The stylesheet of the practice, read at each use: whoever installs it need not restart. A file that is gone is none. */
async function installedStylesheet(configuration: Configuration, log: Log): Promise<Uint8Array | null> {
  const path = configuration.documents?.stylesheet;
  if (path === undefined) return null;
  try {
    return await readFile(path);
  } catch (cause) {
    log.warn('stylesheet.unreadable', { reason: cause instanceof Error ? cause.name : 'unknown' });
    return null;
  }
}
