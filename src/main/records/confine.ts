import fs from 'node:fs';

/** 512 MiB: a document of 48 MB stands in it as a tree, a sheet without end does not. */
const PAGES = 8_192;

/**
 * Takes from this thread what a stylesheet could reach through the engine: the network (`document('http:…')`,
 * imports), memory without end, and the terminal, for libxml2 quotes what it stumbles on and a document's words must
 * reach no log. Only for a thread that does nothing else, and before the engine is loaded.
 */
export function confine(): void {
  globalThis.fetch = async () => Response.error();
  fs.writeSync = () => 0;
  const Memory = WebAssembly.Memory;
  WebAssembly.Memory = class extends Memory {
    constructor(wanted: WebAssembly.MemoryDescriptor) {
      super({ ...wanted, maximum: Math.min(wanted.maximum ?? PAGES, PAGES) });
    }
  };
}
