import bwip from 'bwip-js/node';

/** A Data Matrix symbol as squares: `size` modules a side, `dark` their row-major indices. */
export interface Symbol2d {
  size: number;
  dark: number[];
}

/** Data Matrix ECC 200, square, of an ASCII message (the INS alphabet and GS). */
export function dataMatrix(message: string): Symbol2d {
  // ^NNN is the barcode writer's escape for a control character.
  const text = [...message]
    .map((c) => (c < ' ' || c === '^' ? `^${String(c.charCodeAt(0)).padStart(3, '0')}` : c))
    .join('');
  const [symbol] = bwip.raw({
    bcid: 'datamatrix',
    text,
    parse: true,
    format: 'square',
  } as never) as unknown as [{ pixs: number[]; pixx: number; pixy: number }];
  if (symbol.pixx !== symbol.pixy) throw new Error('datamatrix is not square');
  return { size: symbol.pixx, dark: symbol.pixs.flatMap((on, i) => (on ? [i] : [])) };
}
