import { deliveredReport, undeliveredReport } from './bounce';
import type { Boxes } from './boxes';
import type { OperatorOptions } from './operator';

const PATIENT_DOMAIN = 'patient.mssante.fr';

export interface Envelope {
  from: string;
  recipients: { address: string; notify: readonly string[] }[];
  /** DSN: what of the message comes back with a report. */
  ret: 'HDRS' | 'FULL';
}

/** Where a message goes once taken: a mailbox, a patient's, a far operator, or back with a report. */
export class Delivery {
  readonly #counts = new Map<string, number>();

  constructor(
    private readonly options: OperatorOptions,
    private readonly boxes: Boxes,
    private readonly now: () => Date,
  ) {}

  /** The answer to RCPT TO: null when taken. A patient's address is always taken; Mon espace santé answers by mail. */
  refusal(recipient: string): string | null {
    const address = recipient.toLowerCase();
    const domain = address.slice(address.lastIndexOf('@') + 1);
    if (domain === PATIENT_DOMAIN) return null;
    if (this.#isMailbox(address)) return null;
    const ours = this.options.mailboxes.some((m) => m.address.toLowerCase().endsWith(`@${domain}`));
    if (ours) return '550 5.1.1 Boite inconnue';
    if (this.options.domains?.some((d) => d.toLowerCase() === domain)) return null;
    return '550 5.7.1 Domaine hors de l’espace de confiance MSSante';
  }

  submit(envelope: Envelope, raw: Buffer): void {
    const messageId = messageIdOf(raw);
    if (messageId) this.#counts.set(messageId, this.submissions(messageId) + 1);
    for (const { address, notify } of envelope.recipients)
      this.#deliver(envelope, address.toLowerCase(), notify, raw);
  }

  submissions(messageId: string): number {
    return this.#counts.get(messageId) ?? 0;
  }

  #deliver(envelope: Envelope, to: string, notify: readonly string[], raw: Buffer): void {
    const patient = this.options.patients?.find((p) => p.address.toLowerCase() === to);
    const report = { original: raw, from: envelope.from, to, ret: envelope.ret, at: this.now() };
    const back = (bytes: Buffer) => this.boxes.inbox(envelope.from).add(bytes, this.now());
    if (to.endsWith(`@${PATIENT_DOMAIN}`) && patient?.state !== 'open') {
      if (!notify.includes('NEVER')) back(undeliveredReport(report, patient ? 'closed' : 'unknown'));
      return;
    }
    if (patient || this.#isMailbox(to)) this.boxes.inbox(to).add(raw, this.now());
    if (notify.includes('SUCCESS')) back(deliveredReport(report));
  }

  #isMailbox(address: string): boolean {
    return this.options.mailboxes.some((m) => m.address.toLowerCase() === address);
  }
}

/** The Message-ID header, unfolded. */
export function messageIdOf(raw: Buffer): string | null {
  return headerOf(raw, 'message-id');
}

/** The first header of that name, unfolded; null when absent. */
export function headerOf(raw: Buffer, name: string): string | null {
  const unfolded = headerBlock(raw).replace(/\r?\n[ \t]+/g, ' ');
  const line = unfolded.split(/\r?\n/).find((l) => l.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line ? line.slice(name.length + 1).trim() : null;
}

/** The headers as written, without the blank line. */
export function headerBlock(raw: Buffer): string {
  const text = raw.toString('latin1', 0, 256 * 1024);
  const end = /\r?\n\r?\n/.exec(text);
  return end ? text.slice(0, end.index) : text;
}
