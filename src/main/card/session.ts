import type { Failure } from '../../shared/failure';
import type { ProfessionalIdentity, SigningUse } from '../../shared/professional/professional';
import { isValidAt } from './certificates';
import { type CpsCard, openLink, readCps, readSerial, readSituations } from './cps';
import { cardError, isFailure } from './errors';
import type { Generation } from './files';
import { isWellFormed, readTriesLeft, verifyPin } from './pin';
import type { CardReader, PinEntry } from './port';
import { signWithCard } from './sign';

/** Where a session looks when it needs the world. */
export interface SessionMeans {
  reader: CardReader;
  pin: PinEntry;
  now(): Date;
  /** Something the screen shows has changed. */
  changed(): void;
}

/**
 * One insertion of one CPS, from the moment it was read until it leaves. Its methods reject with a
 * {@link Failure}; the desk calls them one after the other, never two at once.
 */
export class CpsSession {
  pinVerified = false;
  triesLeft: number | null = null;
  identity: ProfessionalIdentity;
  private withdrawn = false;
  /** Rejects when the card leaves, so that nothing waits for a window about a card that is gone. */
  private readonly gone: Promise<never>;
  private leave: (failure: Failure) => void = () => {};

  private constructor(
    readonly slot: string,
    readonly card: CpsCard,
    private readonly means: SessionMeans,
  ) {
    this.identity = card.identity;
    this.gone = new Promise((_, reject) => {
      this.leave = reject;
    });
    this.gone.catch(() => {});
  }

  /** Reads what needs no PIN. */
  static async open(slot: string, generation: Generation, means: SessionMeans): Promise<CpsSession> {
    const link = await openLink(generation, (apdu) => means.reader.transmit(slot, apdu));
    const session = new CpsSession(slot, await readCps(link), means);
    session.triesLeft = await readTriesLeft(link, session.card.pin).catch(onlyUnreadable);
    return session;
  }

  /** The card left, or another took its place: nothing this session holds may be used again. */
  withdraw(): void {
    this.withdrawn = true;
    this.pinVerified = false;
    this.triesLeft = null;
    this.leave(cardError('card-removed'));
  }

  /** What forbids the use of a card that was read well. */
  get objection(): Failure | null {
    const { authentication, signature } = this.card.certificates;
    const now = this.means.now();
    return isValidAt(authentication, now) && isValidAt(signature, now)
      ? null
      : cardError('certificate-expired');
  }

  async sign(use: SigningUse, data: Uint8Array): Promise<Uint8Array> {
    const reason = use === 'signature' ? 'Signer' : 'S’identifier auprès d’un téléservice';
    return this.guarded(reason, () => signWithCard(this.card, use, data));
  }

  /** Presents the PIN unless this session already did, and reads the situations d'exercice. */
  async unlock(reason: string): Promise<void> {
    if (!this.pinVerified) {
      await this.sameCard();
      await this.presentPin(reason);
    }
    await this.guarded(reason, () => this.readSituations());
  }

  /** Runs what the PIN guards. The card says `pin-required`: a human is asked, then it runs once more. */
  private async guarded<T>(reason: string, work: () => Promise<T>): Promise<T> {
    let asked = false;
    let reset = false;
    for (;;) {
      try {
        await this.sameCard();
        return await work();
      } catch (e) {
        const code = isFailure(e) ? e.code : null;
        if (code === 'pin-required' && !asked) asked = true;
        else if (code === 'card-reset' && !reset) reset = true;
        else throw e;
        this.forgetPin();
        if (code === 'pin-required') await this.presentPin(reason);
      }
    }
  }

  /** Another card may lie in the slot without any event having told: its serial is asked before every gesture. */
  private async sameCard(): Promise<void> {
    if (this.withdrawn) throw cardError('card-removed');
    if (this.objection) throw this.objection;
    const { link, serial } = this.card;
    if (link.generation === 'cps4') await openLink('cps4', link.transmit);
    if ((await readSerial(link)) !== serial) throw cardError('card-changed');
    if (this.withdrawn) throw cardError('card-removed');
  }

  /**
   * Asks a human and presents what they typed. The counter is read before each presentation; the last
   * try is never reached in the same gesture as a wrong one, and only after it was asked as such.
   */
  private async presentPin(reason: string): Promise<void> {
    const { link, pin, identity } = this.card;
    for (let lastWrong = false; ; lastWrong = true) {
      const shown = await this.countTries();
      if (shown === 0) throw cardError('pin-blocked');
      if (shown === 1 && lastWrong) throw cardError('pin-last-try');
      const holder = `${identity.givenName} ${identity.familyName}`.trim();
      const asking = this.means.pin.ask({ holder, triesLeft: shown, lastWrong, reason });
      const code = await Promise.race([asking, this.gone]);
      if (code === null) throw cardError('pin-cancelled');
      if (!isWellFormed(code, pin)) throw cardError('pin-format');
      // Minutes may have passed in front of the window: same card, same number of tries as was shown?
      await this.sameCard();
      if ((await this.countTries()) !== shown) throw cardError('card-reset', 'tries changed');
      const left = await verifyPin(link, pin, code);
      if (left === null) return this.pinAccepted();
      this.triesLeft = left;
      this.means.changed();
      if (left === 0) throw cardError('pin-blocked');
    }
  }

  private async countTries(): Promise<number> {
    this.triesLeft = await readTriesLeft(this.card.link, this.card.pin);
    this.means.changed();
    return this.triesLeft;
  }

  private async pinAccepted(): Promise<void> {
    this.pinVerified = true;
    this.triesLeft = await readTriesLeft(this.card.link, this.card.pin).catch(onlyUnreadable);
    if (this.identity.situations.length === 0) await this.readSituations().catch(onlyUnreadable);
    this.means.changed();
  }

  private async readSituations(): Promise<void> {
    if (this.identity.situations.length > 0) return;
    const situations = await readSituations(this.card);
    this.identity = { ...this.identity, situations };
  }

  private forgetPin(): void {
    this.pinVerified = false;
    this.means.changed();
  }
}

/** A comfort that could not be read is left empty; a card that went away is still an error. */
function onlyUnreadable(e: unknown): null {
  if (isFailure(e) && (e.code === 'card-unreadable' || e.code === 'pin-counter-unreadable')) return null;
  throw e;
}
