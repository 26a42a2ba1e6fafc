/** A small generator of numbers that a seed decides wholly (mulberry32): a case is told by its seed and its index. */
export class Random {
  private state: number;

  constructor(...seeds: readonly number[]) {
    this.state = seeds.reduce((mixed, seed) => Math.imul(mixed ^ seed, 0x9e3779b1) + 0x7f4a7c15, 0x243f6a88);
    this.next();
  }

  /** Whole, from 0 to 2³² − 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  }

  /** From 0 to `count` − 1; 0 when there is nothing to choose from. */
  below(count: number): number {
    return count > 0 ? this.next() % count : 0;
  }

  /** Small far more often than large: most changes are local, a few are floods. */
  size(most: number): number {
    return 1 + this.below(2 ** this.below(Math.ceil(Math.log2(most)) + 1));
  }

  oneIn(count: number): boolean {
    return this.below(count) === 0;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}
