import { unzipSync } from 'fflate';
import PostalMime from 'postal-mime';
import { Malformed, withXml } from '../../xml/document';
import type { Dpi } from './dpi';
import type { Gam } from './gam';
import { differences, type ReceivedHeader, readHeader } from './receivedHeader';

/** A mail that was not filed, and why, in French. */
export interface RefusedMail {
  subject: string;
  reason: string;
}

/** Reports of biology and of imaging: what the DPI takes in. */
const TAKEN = ['11502-2', '18748-4'];
/** All that one archive may become once unpacked. */
const MOST_BYTES = 60 * 1024 * 1024;

/** The part of the PFI that takes in: files by INS into the DPI, refuses and lists what the GAM cannot answer for. */
export class Mailroom {
  readonly #refused: RefusedMail[] = [];

  constructor(
    private readonly gam: Gam,
    private readonly dpi: Dpi,
  ) {}

  /** Opens one mail of the hospital's mailbox. Every document in it is filed, or the mail is listed with a reason. */
  async takeIn(raw: Uint8Array): Promise<void> {
    const mail = await PostalMime.parse(raw).catch(() => null);
    const subject = mail?.subject ?? '(sans objet)';
    const refuse = (reason: string) => this.#refused.push({ subject, reason });
    if (!mail) {
      refuse('message illisible');
      return;
    }
    const zip = mail.attachments.find((a) => a.mimeType === 'application/zip');
    if (!zip) {
      refuse('pas d’archive XDM : à traiter à la main');
      return;
    }
    for (const cda of documentsOf(new Uint8Array(zip.content as ArrayBuffer), refuse)) {
      const header = headerOf(cda);
      const reason = header ? this.#file(header) : 'document illisible';
      if (reason) refuse(reason);
    }
  }

  /** Why a document is not filed; null once it is. */
  #file(header: ReceivedHeader): string | null {
    if (!TAKEN.includes(header.type)) return `type de document non intégré : ${header.type}`;
    if (!header.ins) return 'document sans INS';
    const identity = this.gam.byIns(header.ins);
    if (!identity) return 'INS inconnu de la GAM, ou identité non qualifiée';
    const different = differences(header, identity.patient.traits);
    if (different.length) return `traits différents de ceux de la GAM : ${different.join(', ')}`;
    if (this.dpi.holds(header.uniqueId)) return 'déjà intégré';
    this.dpi.file(identity, header);
    return null;
  }

  refused(): readonly RefusedMail[] {
    return this.#refused;
  }
}

function documentsOf(zip: Uint8Array, refuse: (reason: string) => void): Uint8Array[] {
  let room = MOST_BYTES;
  try {
    const files = unzipSync(zip, {
      filter: ({ name, originalSize }) => {
        if (!/^IHE_XDM\/[^/]+\/[^/]+\.XML$/i.test(name) || /METADATA/i.test(name)) return false;
        room -= originalSize;
        return room >= 0;
      },
    });
    const found = Object.values(files);
    if (room < 0) refuse('archive trop grande');
    else if (!found.length) refuse('archive sans document');
    return found;
  } catch {
    refuse('archive illisible');
    return [];
  }
}

function headerOf(cda: Uint8Array): ReceivedHeader | null {
  try {
    return withXml(cda, (doc) => readHeader(doc.root));
  } catch (e) {
    if (e instanceof Malformed) return null;
    throw e;
  }
}
