import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { presentInThread } from '../../../src/main/records/presentInThread';
import type { PresentedBy } from '../../../src/main/stylesheet/present';
import type { PresentationElement, PresentationNode } from '../../../src/shared/documents/presentation';
import { bundledPresentationThread } from '../../support/presentationThread';
import { hasProgram } from '../../support/programs';
import { hasShared, shared, skippedWithoutShared } from '../../support/shared';

const program = bundledPresentationThread();
const folder = mkdtempSync(join(tmpdir(), 'colloque-stylesheet-'));
afterAll(() => {
  program.remove();
  rmSync(folder, { recursive: true, force: true });
});

const bytes = (text: string) => new TextEncoder().encode(text);
const sheet = (body: string, attributes = '') =>
  bytes(
    `<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" ${attributes}>${body}</xsl:stylesheet>`,
  );
const template = (inside: string, attributes = '') =>
  sheet(`<xsl:template match="/"><html><body>${inside}</body></html></xsl:template>`, attributes);
const document = bytes(
  '<ClinicalDocument xmlns="urn:hl7-org:v3"><title>Compte rendu</title></ClinicalDocument>',
);

const wordsOf = (nodes: readonly PresentationNode[]): string =>
  nodes
    .map((n) => (typeof n === 'string' ? n : wordsOf(n.children)))
    .join('')
    .replace(/[\s\u00a0]+/g, '');
const elements = (nodes: readonly PresentationNode[]): PresentationElement[] =>
  nodes.flatMap((n) => (typeof n === 'string' ? [] : [n, ...elements(n.children)]));

async function presented(present: PresentedBy, from: Uint8Array, by: Uint8Array | null) {
  const answer = await present({ document: from, sheet: by });
  if (!answer.ok) throw new Error(`${answer.error.code} ${answer.error.detail}`);
  return answer.value;
}

describe.skipIf(!hasShared || !hasProgram('xsltproc'))(
  `against xsltproc, which is libxslt outside${skippedWithoutShared}`,
  () => {
    test('the public report that displays itself reads word for word as xsltproc renders it', async () => {
      const file = shared('data', 'cda-examples', 'BIO-CR-BIO_2021.01_Auto-Presentable.xml');
      const { nodes, css } = await presented(presentInThread(program.path), readFileSync(file), null);
      const html = execFileSync('xsltproc', ['--nonet', file, file], { stdio: ['ignore', 'pipe', 'ignore'] });
      writeFileSync(join(folder, 'judge.html'), html);
      const judged = execFileSync(
        'xmllint',
        ['--html', '--xpath', 'string(//body)', join(folder, 'judge.html')],
        {
          stdio: ['ignore', 'pipe', 'ignore'],
        },
      );
      expect(wordsOf(nodes)).toBe(judged.toString().replace(/[\s\u00a0]+/g, ''));
      expect(wordsOf(nodes)).toContain('DOMINIQUE');
      expect(elements(nodes).filter((e) => e.tag === 'table')).toHaveLength(8);
      expect(css).toContain('border-collapse: collapse');
    });
  },
);

test('a document of 40 MB is laid out within the memory of the thread', { timeout: 60_000 }, async () => {
  const scan = bytes(
    `<ClinicalDocument xmlns="urn:hl7-org:v3"><title>Compte rendu</title><text>${'QUJD'.repeat(10_000_000)}</text></ClinicalDocument>`,
  );
  const by = sheet(
    '<xsl:template match="/"><p><xsl:value-of select="//*[local-name()=\'title\']"/></p></xsl:template>',
  );
  const { nodes } = await presented(presentInThread(program.path, 50_000), scan, by);
  expect(wordsOf(nodes)).toBe('Compterendu');
});

describe('hostile sheets', () => {
  const present = presentInThread(program.path, 5_000);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('<secret>réseau</secret>');
  });
  let origin = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  test('E-REC-08 document() reads neither a file of the machine nor the network', async () => {
    writeFileSync(join(folder, 'secret.xml'), '<secret>fichier</secret>');
    const wanted = [
      `file://${folder}/secret.xml`,
      `${folder}/secret.xml`,
      `${origin}/secret.xml`,
      '/etc/passwd',
    ];
    const inside = wanted.map((w) => `<p><xsl:value-of select="document('${w}')"/></p>`).join('');
    const { nodes } = await presented(present, document, template(`<p>début</p>${inside}`));
    expect(wordsOf(nodes)).toBe('début');
    expect(asked).toEqual([]);
  });

  test.each(['import', 'include'])('E-REC-08 xsl:%s of another sheet reaches nobody', async (how) => {
    const by = sheet(
      `<xsl:${how} href="${origin}/other.xsl"/><xsl:template match="/"><p>x</p></xsl:template>`,
    );
    const answer = await present({ document, sheet: by });
    expect(answer.ok ? wordsOf(answer.value.nodes) : answer.error.code).toMatch(/^(x|stylesheet-refused)$/);
    expect(asked).toEqual([]);
  });

  test('E-REC-08 an external entity of the sheet stays empty', async () => {
    writeFileSync(join(folder, 'entity.txt'), 'fichier');
    const by = Buffer.concat([
      bytes(
        `<!DOCTYPE xsl:stylesheet [<!ENTITY f SYSTEM "file://${folder}/entity.txt"><!ENTITY n SYSTEM "${origin}/n">]>`,
      ),
      template('<p>début &f;&n;</p>'),
    ]);
    const answer = await present({ document, sheet: by });
    expect(answer.ok ? wordsOf(answer.value.nodes) : 'refused').toMatch(/^(début|refused)$/);
    expect(asked).toEqual([]);
  });

  test('E-REC-08 nothing is written: exsl:document and xsl:document leave no file', async () => {
    const target = join(folder, 'written.html');
    const by = template(
      `<p>fin</p><exsl:document href="${target}"><p>x</p></exsl:document><xsl:document href="${target}"><p>x</p></xsl:document>`,
      'xmlns:exsl="http://exslt.org/common" extension-element-prefixes="exsl"',
    );
    await present({ document, sheet: by });
    expect(() => readFileSync(target)).toThrow();
  });

  test('E-REC-08 a sheet that calls itself for ever is stopped, and the next document is shown', async () => {
    const loop = sheet(
      '<xsl:template match="/"><xsl:call-template name="a"/></xsl:template><xsl:template name="a"><xsl:call-template name="a"/></xsl:template>',
    );
    const [endless, next] = await Promise.all([
      present({ document, sheet: loop }),
      present({ document, sheet: template('<p>suivant</p>') }),
    ]);
    expect(!endless.ok && endless.error.code).toMatch(/^stylesheet-(refused|too-long|empty)$/);
    expect(next.ok && wordsOf(next.value.nodes)).toBe('suivant');
  });

  test('E-REC-08 a sheet that takes exponential time is stopped by the clock', async () => {
    const slow = sheet(
      `<xsl:template match="/"><xsl:call-template name="a"><xsl:with-param name="n" select="60"/></xsl:call-template></xsl:template>
       <xsl:template name="a"><xsl:param name="n"/><xsl:if test="$n &gt; 0"><xsl:call-template name="a"><xsl:with-param name="n" select="$n - 1"/></xsl:call-template><xsl:call-template name="a"><xsl:with-param name="n" select="$n - 1"/></xsl:call-template></xsl:if></xsl:template>`,
    );
    const answer = await presentInThread(program.path, 1_000)({ document, sheet: slow });
    expect(!answer.ok && answer.error.code).toBe('stylesheet-too-long');
  });

  test('E-REC-08 a sheet that fills memory is stopped by its own memory', { timeout: 60_000 }, async () => {
    // Each level doubles a text: 2^40 characters were they all made.
    const doubled = Array.from(
      { length: 40 },
      (_, i) => `<xsl:variable name="v${i + 1}" select="concat($v${i}, $v${i})"/>`,
    ).join('');
    const by = template(
      `<xsl:variable name="v0" select="'0123456789abcdef'"/>${doubled}<p><xsl:value-of select="$v40"/></p>`,
    );
    const before = process.memoryUsage.rss();
    const answer = await presentInThread(program.path, 30_000)({ document, sheet: by });
    expect(!answer.ok && answer.error.code).toMatch(/^stylesheet-/);
    expect(process.memoryUsage.rss() - before).toBeLessThan(1_000_000_000);
  });

  test('E-REC-08 a huge output is refused before it reaches the screen', { timeout: 60_000 }, async () => {
    const many = Array.from(
      { length: 17 },
      (_, i) =>
        `<xsl:template name="t${i + 1}"><xsl:call-template name="t${i}"/><xsl:call-template name="t${i}"/></xsl:template>`,
    ).join('');
    const by = sheet(
      `<xsl:template match="/"><div><xsl:call-template name="t17"/></div></xsl:template><xsl:template name="t0"><p>x</p></xsl:template>${many}`,
    );
    const answer = await presentInThread(program.path, 30_000)({ document, sheet: by });
    expect(!answer.ok && answer.error.code).toBe('stylesheet-too-large');
  });

  test('E-REC-08 scripts, frames, handlers, remote pictures and remote styles of the result are gone', async () => {
    const by = template(
      `<style>@import url("${origin}/a.css"); p { color: red; background: url(${origin}/b.png) }</style>
       <script>alert(1)</script><iframe src="${origin}/f"/><object data="${origin}/o"/>
       <svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>
       <p onclick="alert(1)" style="color: blue; background-image: url(${origin}/c.png)">mots</p>
       <a href="javascript:alert(1)">lien</a><img src="${origin}/i.png" onerror="alert(1)"/>
       <img src="data:image/svg+xml;base64,AAAA"/><form action="${origin}/post"><input value="x"/></form>
       <xsl:text disable-output-escaping="yes">&lt;script&gt;alert(1)&lt;/script&gt;</xsl:text>`,
    );
    const { nodes, css } = await presented(present, document, by);
    const all = JSON.stringify([nodes, css]);
    expect(all).not.toMatch(/alert|127\.0\.0\.1|onclick|onerror|iframe|script|import|url|svg/i);
    expect(wordsOf(nodes)).toBe('motslien');
    expect(css).toBe('p { color: red; }');
    expect(elements(nodes).find((e) => e.tag === 'p')?.attributes.style).toBe('color: blue');
    expect(asked).toEqual([]);
  });

  test.each([
    ['bytes that are no XML', bytes('pas du XML')],
    ['XML that is no sheet', bytes('<a/>')],
    [
      'a sheet that makes text alone',
      sheet('<xsl:output method="text"/><xsl:template match="/">x</xsl:template>'),
    ],
    ['a sheet that makes nothing', sheet('<xsl:template match="/"/>')],
  ])('%s is a typed refusal', async (_, by) => {
    const answer = await present({ document, sheet: by });
    expect(!answer.ok && answer.error.code).toMatch(/^stylesheet-(refused|empty)$/);
    expect(!answer.ok && answer.error.action).toContain('présentation de Colloque');
  });
});

test('a thread that dies or hangs costs one view', async () => {
  const dying = join(folder, 'dying.mjs');
  writeFileSync(
    dying,
    "import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => process.exit(3));",
  );
  const answer = await presentInThread(dying)({ document, sheet: null });
  expect(!answer.ok && answer.error.code).toBe('stylesheet-too-long');
});
