import type { MainModule } from 'libxslt-wasm/output/libxslt';
import type { Failure } from '../../shared/failure';
import { limits } from '../../shared/limits';
import { err, ok, type Result } from '../../shared/result';
import { stylesheetFailure } from './failure';

/** XSLT 1.0 of a document by a sheet, as the text of a tree. A document that holds its sheet is given twice. */
export type Transform = (document: Uint8Array, sheet: Uint8Array) => Promise<Result<string, Failure>>;

/** Pointers of the engine: 0 is none. What is made is never given back: the thread ends with it. */
type Pointer = number;
const NONE: Pointer = 0;

/**
 * libxslt in WebAssembly (docs/decisions/055), which has no file system. Only in a thread confined beforehand: it can
 * still ask for the network. EXSLT functions are those of xsltproc but `saxon:` and `dyn:`, which evaluate texts.
 */
export async function loadEngine(): Promise<Transform> {
  const { default: load } = await import('libxslt-wasm/output/libxslt');
  const engine = await load();
  engine._exsltCommonRegister();
  engine._exsltMathRegister();
  engine._exsltSetsRegister();
  engine._exsltFuncRegister();
  engine._exsltStrRegister();
  engine._exsltDateRegister();
  return async (document, sheet) => {
    if (sheet !== document && sheet.length > limits.stylesheetBytes)
      return err(stylesheetFailure('stylesheet-too-large'));
    try {
      return await transform(engine, document, sheet);
    } catch (cause) {
      // The engine gave up: its stack or its memory were at an end.
      return err(stylesheetFailure('stylesheet-too-long', cause instanceof Error ? cause.name : 'unknown'));
    }
  };
}

async function transform(
  engine: MainModule,
  document: Uint8Array,
  sheet: Uint8Array,
): Promise<Result<string, Failure>> {
  const { NOENT, NOCDATA, NONET, NO_XXE, NOERROR, NOWARNING, HUGE } = engine.xmlParserOption;
  const quiet = NONET.value | NO_XXE.value | NOERROR.value | NOWARNING.value;
  // Pictures and PDF in base64 are longer texts than libxml2 takes by itself. A document, even one that holds its
  // sheet, was read without DOCTYPE before: there is no entity to multiply.
  const long = quiet | HUGE.value;
  const asSheet = (sheet === document ? long : quiet) | NOENT.value | NOCDATA.value;
  const refused = (what: string) => err(stylesheetFailure('stylesheet-refused', what));

  const read = await parse(engine, sheet, asSheet);
  const compiled = read === NONE ? NONE : await engine._xsltParseStylesheetDoc(read);
  if (compiled === NONE) return refused('sheet');
  const source = await parse(engine, document, long);
  const made = source === NONE ? NONE : await engine._xsltApplyStylesheet(compiled, source, NONE);
  if (made === NONE) return refused('document');
  const buffer = engine._xmlAllocOutputBuffer(NONE);
  engine._xmlNodeDumpOutput(buffer, made, made, 0, 0, NONE);
  if (engine._xmlOutputBufferGetSize(buffer) > limits.presentationBytes)
    return err(stylesheetFailure('stylesheet-too-large'));
  return ok(engine.UTF8ToString(engine._xmlOutputBufferGetContent(buffer)));
}

async function parse(engine: MainModule, bytes: Uint8Array, options: number): Promise<Pointer> {
  const at: Pointer = engine._malloc(bytes.length);
  if (at === NONE) return NONE;
  engine.HEAPU8.set(bytes, at);
  return engine._xmlReadMemory(at, bytes.length, NONE, NONE, options);
}
