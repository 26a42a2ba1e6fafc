import { expect, test } from 'vitest';
import { offences } from '../../../build/layers.mjs';

test.each([
  ['a format that looks up at a client', 'src/main/xds/set.ts', "import { send } from '../dmp/client';"],
  [
    'a client that looks up at the practice',
    'src/main/dmp/client.ts',
    "import { send } from '../outbox/sender';",
  ],
  [
    'a client that looks at another client’s neighbour above',
    'src/main/mss/watch.ts',
    "import { x } from '../practice';",
  ],
  [
    'a practice folder that looks up at the composition',
    'src/main/inbox/list.ts',
    "import { x } from '../openPractice';",
  ],
  [
    'the composition that looks up at Electron’s floor',
    'src/main/practice.ts',
    "import { x } from '../../electron/window';",
  ],
  ['shared that looks up', 'src/shared/clock.ts', "import { x } from '../main/store/store';"],
  ['the screen that looks into main', 'src/renderer/app.tsx', "import { x } from '../main/practice';"],
  [
    'the sandbox that looks at a client it must check',
    'src/sandbox/dmp/server.ts',
    "import { x } from '../../main/dmp/client';",
  ],
  ['the product that looks at the sandbox', 'electron/main.ts', "import { x } from '../src/sandbox/start';"],
  ['an import of a type only', 'src/main/cda/model.ts', "import type { Item } from '../inbox/item';"],
  ['a type named among values', 'src/main/cda/model.ts', "import { type Item } from '../inbox/item';"],
  ['a re-export', 'src/main/cda/model.ts', "export { x } from '../inbox/item';"],
  ['a re-export of everything', 'src/main/cda/model.ts', "export * from '../inbox/item';"],
  ['an import at run time', 'src/main/cda/model.ts', "const x = await import('../inbox/item');"],
  ['an import for its effects', 'src/main/cda/model.ts', "import '../inbox/item';"],
])('upward: %s is an offence', (_, path, source) => {
  expect(offences(path, source)).toHaveLength(1);
  expect(offences(path, source)[0]).toContain('may not see');
});

test.each([
  ['the composition', 'src/main/practice.ts'],
  ['a client', 'src/main/card/process.ts'],
  ['the screen', 'src/renderer/app.tsx'],
  ['shared', 'src/shared/clock.ts'],
])('Electron imported by %s is an offence; by electron/ it is not', (_, path) => {
  const source = "import { app } from 'electron';";
  expect(offences(path, source)).toEqual([`${path}: only electron/ may import Electron`]);
  expect(offences('electron/main.ts', source)).toEqual([]);
});

test('a format that reaches the network, the disk or a process is not pure; the store may', () => {
  for (const name of [
    'fs',
    'fs/promises',
    'net',
    'tls',
    'http',
    'https',
    'http2',
    'dgram',
    'child_process',
    'worker_threads',
  ]) {
    const source = `import x from 'node:${name}';`;
    expect(offences('src/main/cda/read.ts', source), name).toHaveLength(1);
    expect(offences('src/main/store/open.ts', source), name).toEqual([]);
    expect(offences('src/main/mss/imap.ts', source), name).toEqual([]);
  }
  expect(offences('src/main/cda/read.ts', "import { createHash } from 'node:crypto';")).toEqual([]);
});

test('shared and the screen run anywhere: nothing of Node', () => {
  for (const path of ['src/shared/clock.ts', 'src/renderer/app.tsx'])
    expect(offences(path, "import { createHash } from 'node:crypto';")).toHaveLength(1);
});

test('an import that leaves the house is an offence', () => {
  expect(offences('src/main/dmp/client.ts', "import x from '../../../test/world';")).toEqual([
    'src/main/dmp/client.ts: ../../../test/world leaves the house',
  ]);
});

test.each([
  [
    'src/main/dmp/client.ts',
    "import { a } from './call'; import { b } from '../soap/envelope'; import type { C } from '../../shared/result';",
  ],
  [
    'src/main/outbox/sender.ts',
    "import type { Dmp } from '../dmp/port'; import { append } from '../journal/journal'; import 'zod';",
  ],
  ['src/main/practice/mail.ts', "import { x } from '../inbox/intake'; import { y } from '../practice';"],
  ['src/cli/main.ts', "import { start } from '../sandbox/start'; import { readFileSync } from 'node:fs';"],
  [
    'src/sandbox/dmp/server.ts',
    "import { parse } from '../../main/xml/parse'; import { createServer } from 'node:https';",
  ],
  [
    'src/renderer/app.tsx',
    "import type { Row } from '../shared/contract/inbox'; import { create } from 'zustand'; export const App = () => <p />;",
  ],
  [
    'electron/main.ts',
    "import { openPractice } from '../src/main/openPractice'; import { limits } from '../src/shared/limits';",
  ],
  [
    'src/main/cda/model.ts',
    "// import { x } from '../inbox/item';\nconst text = \"import { x } from '../inbox/item'\";",
  ],
  ['test/unit/a.test.ts', "import { x } from '../../src/main/practice';"],
])('downward imports of %s are accepted', (path, source) => {
  expect(offences(path, source)).toEqual([]);
});
