const MAX = 3;

/** The code porteur of a virtual card: three tries, blocked at the third, restored by a right one. */
export class PinCounter {
  verified = false;
  left: number;

  constructor(
    private code: string,
    left: number = MAX,
  ) {
    this.left = left;
  }

  /** VERIFY. Answers the status word; an empty body asks for the state and consumes nothing. */
  verify(data: Uint8Array): number {
    if (data.length === 0) return this.verified ? 0x9000 : this.status();
    if (this.left === 0) return 0x6983;
    if (data.length !== this.code.length) return 0x6700;
    if (Buffer.from(data).toString('latin1') !== this.code) {
      this.verified = false;
      this.left--;
      return this.status();
    }
    this.left = MAX;
    this.verified = true;
    return 0x9000;
  }

  /** CHANGE REFERENCE DATA: the old code then the new one. */
  change(data: Uint8Array): number {
    if (data.length !== this.code.length * 2) return 0x6700;
    const sw = this.verify(data.subarray(0, this.code.length));
    if (sw === 0x9000) this.code = Buffer.from(data.subarray(this.code.length)).toString('latin1');
    return sw;
  }

  /** `70 {BF8101 {A0 {9A max, 9B left}}}`, the answer to GET DATA (cards.md §8.3). */
  counters(): Uint8Array {
    const inside = [0xa0, 0x06, 0x9a, 0x01, MAX, 0x9b, 0x01, this.left];
    return Uint8Array.of(0x70, 0x0c, 0xbf, 0x81, 0x01, 0x08, ...inside);
  }

  private status(): number {
    return this.left === 0 ? 0x6983 : 0x63c0 | this.left;
  }
}
