import { crc32, deflateSync } from 'node:zlib';

const WIDTH = 320;
const HEIGHT = 160;

/** The densitometry of an electrophoresis as a grey PNG: one bell a fraction, in its order, its area its share. */
export function curve(shares: readonly number[]): Uint8Array {
  const heights = Array.from({ length: WIDTH }, (_, x) =>
    shares.reduce((sum, share, n) => {
      const middle = ((n + 0.5) / shares.length) * WIDTH;
      const spread = n === 0 ? 9 : 15;
      return sum + (share / spread) * Math.exp(-(((x - middle) / spread) ** 2) / 2);
    }, 0),
  );
  const top = Math.max(...heights, 1e-9);
  const rows = Buffer.alloc((WIDTH + 1) * HEIGHT, 0xff);
  for (let y = 0; y < HEIGHT; y++) {
    rows[y * (WIDTH + 1)] = 0;
    for (let x = 0; x < WIDTH; x++) {
      const line = HEIGHT - 8 - ((heights[x] ?? 0) / top) * (HEIGHT - 24);
      if (y === HEIGHT - 8) rows[y * (WIDTH + 1) + 1 + x] = 0x80;
      else if (y >= line && y < HEIGHT - 8) rows[y * (WIDTH + 1) + 1 + x] = y - line < 2 ? 0x20 : 0xd8;
    }
  }
  return png(rows);
}

/** 8-bit grey, one filter byte a row. */
function png(rows: Buffer): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header[8] = 8;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const all = [
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return new Uint8Array(Buffer.concat(all));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}
