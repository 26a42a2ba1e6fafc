import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { PdfFonts } from './pdf/sheet';

let loaded: PdfFonts | undefined;

/** The fonts printed documents embed (Inter, OFL), read once from their package. */
export function pdfFonts(): PdfFonts {
  const require = createRequire(import.meta.url);
  const read = (name: string) =>
    new Uint8Array(readFileSync(require.resolve(`@expo-google-fonts/inter/${name}.ttf`)));
  loaded ??= {
    regular: read('400Regular/Inter_400Regular'),
    bold: read('700Bold/Inter_700Bold'),
    italic: read('400Regular_Italic/Inter_400Regular_Italic'),
  };
  return loaded;
}
