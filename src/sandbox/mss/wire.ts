import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

/** One connection of a mail server, read by lines, by byte counts or up to the final dot. */
export class Wire {
  #socket: Socket | TLSSocket;
  #rest: Buffer = Buffer.alloc(0);
  /** Bytes the server may still send before it cuts the line (a fault), or null. */
  sendBudget: number | null = null;
  /** Bytes the server may still receive before it cuts the line (a fault), or null. */
  receiveBudget: number | null = null;

  constructor(socket: Socket | TLSSocket) {
    this.#socket = socket;
    socket.on('error', () => socket.destroy());
  }

  get socket(): Socket | TLSSocket {
    return this.#socket;
  }

  get closed(): boolean {
    return this.#socket.destroyed;
  }

  /** Goes on over TLS. What the client sent before the handshake is thrown away: it may have been injected. */
  replace(socket: TLSSocket): void {
    this.#rest = Buffer.alloc(0);
    this.#socket = socket;
    socket.on('error', () => socket.destroy());
  }

  write(data: string | Uint8Array): void {
    if (this.closed) return;
    const bytes = typeof data === 'string' ? Buffer.from(data, 'utf8') : data;
    if (this.sendBudget !== null && bytes.byteLength >= this.sendBudget) {
      this.#socket.write(bytes.subarray(0, this.sendBudget), () => this.#socket.destroy());
      return;
    }
    if (this.sendBudget !== null) this.sendBudget -= bytes.byteLength;
    this.#socket.write(bytes);
  }

  /** The next line without its end, as latin-1; null at the end of the connection or above `max` bytes. */
  async line(max: number): Promise<string | null> {
    for (;;) {
      const end = this.#rest.indexOf(0x0a);
      if (end >= 0) {
        const line = this.#rest.toString('latin1', 0, end).replace(/\r$/, '');
        this.#rest = this.#rest.subarray(end + 1);
        return line;
      }
      if (this.#rest.length > max) return null;
      const chunk = await this.#chunk();
      if (!chunk) return null;
      this.#rest = Buffer.concat([this.#rest, chunk]);
    }
  }

  /** Exactly `count` bytes, or null when the connection ends before. */
  async bytes(count: number): Promise<Buffer | null> {
    const chunks = [this.#rest];
    let total = this.#rest.length;
    while (total < count) {
      const chunk = await this.#chunk();
      if (!chunk) return null;
      chunks.push(chunk);
      total += chunk.length;
    }
    const all = Buffer.concat(chunks);
    this.#rest = all.subarray(count);
    return all.subarray(0, count);
  }

  /** The body of an SMTP DATA, dots undone. Above `max` bytes the rest is read and thrown away: `tooLarge`. */
  async dotted(max: number): Promise<{ body: Buffer; tooLarge: boolean } | null> {
    const END = Buffer.from('\r\n.\r\n');
    const kept: Buffer[] = [Buffer.from('\r\n')];
    let size = 0;
    let tail = Buffer.from('\r\n');
    let chunk: Buffer | null = this.#rest;
    for (;;) {
      const seen = Buffer.concat([tail, chunk]);
      const end = seen.indexOf(END);
      const fresh = end < 0 ? chunk : chunk.subarray(0, Math.max(0, end + END.length - tail.length));
      size += fresh.length;
      if (size <= max + END.length) kept.push(fresh);
      if (end >= 0) {
        this.#rest = chunk.subarray(fresh.length);
        if (size > max + END.length) return { body: Buffer.alloc(0), tooLarge: true };
        const all = Buffer.concat(kept);
        const text = all
          .subarray(0, all.length - 3)
          .toString('latin1')
          .replaceAll('\r\n..', '\r\n.');
        return { body: Buffer.from(text.slice(2), 'latin1'), tooLarge: false };
      }
      tail = Buffer.from(seen.subarray(-4));
      chunk = await this.#chunk();
      if (!chunk) return null;
    }
  }

  destroy(): void {
    this.#socket.destroy();
  }

  end(): void {
    this.#socket.end();
  }

  async #chunk(): Promise<Buffer | null> {
    const socket = this.#socket;
    for (;;) {
      const chunk = socket.read() as Buffer | null;
      if (chunk) {
        if (this.receiveBudget !== null) {
          this.receiveBudget -= chunk.length;
          if (this.receiveBudget <= 0) socket.destroy();
        }
        return socket.destroyed ? null : chunk;
      }
      if (socket.readableEnded || socket.destroyed) return null;
      await new Promise<void>((resolve) => {
        const events = ['readable', 'end', 'close', 'error'] as const;
        const done = () => {
          for (const event of events) socket.off(event, done);
          resolve();
        };
        for (const event of events) socket.on(event, done);
      });
    }
  }
}
