import PDFDocument from 'pdfkit';
import type { Symbol2d } from './datamatrix';

/** TrueType fonts to embed, as bytes: a format reads no file. */
export interface PdfFonts {
  regular: Uint8Array;
  bold: Uint8Array;
  italic: Uint8Array;
}

export interface Ink {
  font?: keyof PdfFonts;
  size?: number;
  color?: string;
  align?: 'left' | 'right' | 'center';
  /** Space before, in points. */
  above?: number;
}

const INK = '#111111';
const MARGIN = 45;
const BOTTOM = 88;

/**
 * A4 paper, PDF/A-1b, tagged: text flows down; what does not fit goes to a new page under a reminder.
 * Times and ids come from the caller, so that the same input gives the same bytes.
 */
export class Sheet {
  readonly left = MARGIN;
  readonly right: number;
  readonly width: number;
  y = MARGIN;
  private readonly doc: PDFKit.PDFDocument;
  private readonly root: PDFKit.PDFStructureElement;
  private readonly bytes: Promise<Uint8Array>;

  constructor(
    fonts: PdfFonts,
    info: { title: string; author: string; created: Date; subject: string },
    private readonly reminder: (sheet: Sheet) => void,
  ) {
    this.doc = new PDFDocument({
      size: 'A4',
      margins: { top: MARGIN, bottom: 0, left: MARGIN, right: MARGIN },
      pdfVersion: '1.4',
      subset: 'PDF/A-1b',
      tagged: true,
      lang: 'fr-FR',
      displayTitle: true,
      bufferPages: true,
      info: {
        Title: info.title,
        Author: info.author,
        Subject: info.subject,
        Creator: 'Colloque',
        Producer: 'Colloque',
        CreationDate: info.created,
        ModDate: info.created,
      },
    } as PDFKit.PDFDocumentOptions);
    for (const [name, bytes] of Object.entries(fonts)) this.doc.registerFont(name, bytes as never);
    this.right = this.doc.page.width - MARGIN;
    this.width = this.right - this.left;
    this.root = this.doc.struct('Document');
    this.doc.addStructure(this.root);
    const chunks: Buffer[] = [];
    this.bytes = new Promise((resolve, reject) => {
      this.doc.on('data', (chunk: Buffer) => chunks.push(chunk));
      this.doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
      this.doc.on('error', reject);
    });
  }

  /** Writes a paragraph at the cursor; `tag` is its role for a screen reader. Comes back with the cursor below it. */
  write(text: string, ink: Ink = {}, box?: { x: number; width: number }, tag = 'P'): void {
    const x = box?.x ?? this.left;
    const width = box?.width ?? this.width;
    this.y += ink.above ?? 0;
    this.ensure(this.heightOf(text, ink, width));
    this.tagged(tag, () => {
      this.pen(ink).text(text, x, this.y, { width, align: ink.align ?? 'left', lineGap: 1.5 });
    });
    this.y += this.heightOf(text, ink, width);
  }

  /** A paragraph whose runs differ in font, flowing together. */
  writeRuns(
    runs: { text: string; font?: keyof PdfFonts }[],
    ink: Ink = {},
    box?: { x: number; width: number },
  ): void {
    const x = box?.x ?? this.left;
    const width = box?.width ?? this.width;
    const whole = runs.map((r) => r.text).join('');
    this.y += ink.above ?? 0;
    // Measured in bold, the widest: the runs never need more.
    const height = this.heightOf(whole, { ...ink, font: 'bold' }, width);
    this.ensure(height);
    this.tagged('P', () => {
      runs.forEach((run, i) => {
        const options = { width, lineGap: 1.5, continued: i < runs.length - 1 };
        const pen = this.pen({ ...ink, font: run.font ?? 'regular' });
        if (i === 0) pen.text(run.text, x, this.y, options);
        else pen.text(run.text, options);
      });
    });
    this.y = this.doc.y;
  }

  heightOf(text: string, ink: Ink, width: number): number {
    return this.pen(ink).heightOfString(text, { width, lineGap: 1.5 });
  }

  /** Starts a new page when `height` does not fit above the footer. */
  ensure(height: number): void {
    if (this.y + height <= this.doc.page.height - BOTTOM) return;
    this.doc.addPage();
    this.y = MARGIN;
    this.reminder(this);
  }

  /** Leaves at least `height` at the foot of the page and goes there. */
  toFoot(height: number): void {
    this.ensure(height);
    this.y = Math.max(this.y, this.doc.page.height - BOTTOM - height);
  }

  frame(y: number, height: number, radius = 4): void {
    this.artifact(() =>
      this.doc.roundedRect(this.left, y, this.width, height, radius).lineWidth(0.8).stroke('#333333'),
    );
  }

  rule(y: number, color = '#bbbbbb'): void {
    this.artifact(() => this.doc.moveTo(this.left, y).lineTo(this.right, y).lineWidth(0.6).stroke(color));
  }

  /** Draws a symbol as vector squares, `side` points wide, with its quiet zone left to the caller. */
  symbol(symbol: Symbol2d, x: number, y: number, side: number, alt: string): void {
    const unit = side / symbol.size;
    const draw = () => {
      for (const i of symbol.dark) {
        this.doc.rect(x + (i % symbol.size) * unit, y + Math.floor(i / symbol.size) * unit, unit, unit);
      }
      this.doc.fill(INK);
    };
    const figure = this.doc.struct('Figure', { alt }, [draw]);
    this.root.add(figure);
    figure.end();
  }

  /** Writes every page's footer and answers the file. */
  finish(footer: string): Promise<Uint8Array> {
    const { start, count } = this.doc.bufferedPageRange();
    for (let i = start; i < start + count; i++) {
      this.doc.switchToPage(i);
      const y = this.doc.page.height - 64;
      this.rule(y);
      this.artifact(() => {
        const ink: Ink = { size: 7, color: '#555555' };
        this.pen(ink).text(footer, this.left, y + 5, { width: this.width - 40, height: 40, lineGap: 1 });
        this.pen(ink).text(`${i - start + 1}/${count}`, this.right - 36, y + 5, {
          width: 36,
          align: 'right',
        });
      });
    }
    this.root.end();
    this.doc.end();
    return this.bytes;
  }

  private tagged(tag: string, draw: () => void): void {
    const element = this.doc.struct(tag, {}, [draw]);
    this.root.add(element);
    element.end();
  }

  private artifact(draw: () => void): void {
    this.doc.markContent('Artifact', { type: 'Layout' } as never);
    draw();
    this.doc.endMarkedContent();
  }

  private pen(ink: Ink): PDFKit.PDFDocument {
    return this.doc
      .font(ink.font ?? 'regular')
      .fontSize(ink.size ?? 9.5)
      .fillColor(ink.color ?? INK);
  }
}
