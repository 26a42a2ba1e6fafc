import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { StoredDocument } from './dmp/registry';
import type { Hospital } from './partners/hospital/hospital';
import { loadLimits } from './partners/load';
import { nearest } from './partners/nearest';
import { isScenario, scenarioList } from './partners/scenarios';
import type { Sandbox } from './start';

export interface Control {
  url: string;
  stop(): Promise<void>;
}

const milliseconds = z.number().int().min(0).max(600_000);
const bytes = z.number().int().min(0);

/** A fault as it comes over the control port. */
const faultSchema = z.strictObject({
  service: z.enum(['patients', 'repository', 'registry', 'insi']).optional(),
  slowMs: milliseconds.optional(),
  dropRequestAfter: bytes.optional(),
  dropAnswerAfter: bytes.optional(),
  hang: z.boolean().optional(),
  soapFault: z.strictObject({ subcode: z.string().optional(), reason: z.string() }).optional(),
  registryError: z.strictObject({ code: z.string(), context: z.string().optional() }).optional(),
  insiFault: z
    .strictObject({ siram: z.string(), detail: z.string(), reason: z.string().optional() })
    .optional(),
  insiVerdict: z.enum(['OK', 'KO']).optional(),
  certificate: z.enum(['good', 'expired', 'wrong-host']).optional(),
  times: z.number().int().min(1).optional(),
});

/** About whom a partner sends; absent or null, the scenario's own patient. */
const sendSchema = z.strictObject({
  patient: z.number().int().min(0).max(loadLimits.patient).nullable().optional(),
});

const mailFaultSchema = z.strictObject({
  slowMs: milliseconds.optional(),
  dropImapAfterBytes: bytes.optional(),
  dropSmtpAfterBytes: bytes.optional(),
  dropBeforeFinalAnswer: z.boolean().optional(),
  refuseLogin: z.boolean().optional(),
});

const summary = (d: StoredDocument) => ({
  entryUuid: d.entryUuid,
  uniqueId: d.uniqueId,
  setUniqueId: d.setUniqueId,
  title: d.entry.name,
  status: d.status,
  submittedAt: d.submittedAt,
  replaces: d.replaces,
  signature: d.signature,
  size: Number(d.entry.slots.size?.[0]),
  sha256: d.digest,
});

const transcodingReport = ({ partners, transcoding }: Sandbox) => {
  const { table, problems } = transcoding.current();
  return { file: transcoding.path, lines: table.size, problems, unmapped: partners.transcoder.unmapped() };
};

const hospitalReport = ({ gam, dpi, mailroom }: Hospital) => ({
  admitted: gam.admitted,
  filed: dpi.reports(),
  refused: mailroom.refused(),
});

type Answer = { status: number; body: unknown };
const answer = (body: unknown, status = 200): Answer => ({ status, body });
const done = answer({ ok: true });

/**
 * The control port: plain http on loopback, for tests, the tour and `sandbox send`. It is no part of any national
 * service, hence its own port. A page in a browser may not reach it: a request with an Origin, or whose Host is not
 * loopback, is refused.
 */
export async function serveControl(sandbox: Sandbox, port: number): Promise<Control> {
  const server = createServer((request, response) => {
    void handle(sandbox, request).then(
      (a) => reply(response, a),
      (e: unknown) => reply(response, answer({ error: e instanceof Error ? e.message : 'erreur' }, 500)),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/__sandbox`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function reply(response: ServerResponse, { status, body }: Answer): void {
  if (Buffer.isBuffer(body)) response.writeHead(status, { 'Content-Type': 'text/xml' }).end(body);
  else
    response
      .writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' })
      .end(`${JSON.stringify(body)}\n`);
}

async function handle(sandbox: Sandbox, request: IncomingMessage): Promise<Answer> {
  const host = request.headers.host?.replace(/:\d+$/, '') ?? '';
  if (request.headers.origin !== undefined || !['127.0.0.1', 'localhost'].includes(host))
    return answer({ error: 'réservé à ce poste' }, 403);
  const path = decodeURIComponent(new URL(request.url ?? '/', 'http://127.0.0.1').pathname);
  const [, root, area, ...rest] = path.split('/');
  if (root !== '__sandbox') return answer({ error: 'inconnu' }, 404);
  return request.method === 'GET'
    ? look(sandbox, area ?? '', rest)
    : act(sandbox, request.method ?? '', area ?? '', rest, await bodyOf(request));
}

async function look(sandbox: Sandbox, area: string, rest: string[]): Promise<Answer> {
  const [name = '', more] = rest;
  switch (area) {
    case 'endpoints':
      return answer(sandbox.endpoints);
    case 'configuration':
      return answer(sandbox.configuration);
    case 'scenarios':
      return answer(scenarioList());
    case 'transcoding':
      return answer(transcodingReport(sandbox));
    case 'hospital':
      return answer(hospitalReport(await sandbox.hospitalMail()));
    case 'journal':
      return answer(sandbox.journal.lines);
    case 'documents': {
      if (!name) return answer(sandbox.dmp.registry.all().map(summary));
      const found = sandbox.dmp.registry.byUniqueId(name);
      return found ? answer(sandbox.dmp.registry.bytesOf(found)) : answer({ error: 'inconnu' }, 404);
    }
    case 'mail': {
      const messages = await sandbox.operator.messagesOf(name);
      const one = messages.find((m) => String(m.uid) === more);
      if (one) return answer(one.raw);
      return answer(
        messages.map(({ uid, messageId, flags, raw }) => ({ uid, messageId, flags, size: raw.length })),
      );
    }
    default:
      return answer({ error: 'inconnu' }, 404);
  }
}

async function act(
  sandbox: Sandbox,
  method: string,
  area: string,
  [name = '']: string[],
  body: unknown,
): Promise<Answer> {
  if (method === 'DELETE' && area === 'faults') {
    sandbox.clearFaults();
    return done;
  }
  if (method !== 'POST') return answer({ error: 'méthode' }, 405);
  switch (area) {
    case 'reset':
      sandbox.reset();
      return done;
    case 'send': {
      if (!isScenario(name)) {
        const names = scenarioList().map((s) => s.name);
        return answer({ error: `scénario inconnu : ${name}`, nearest: nearest(name, names) }, 404);
      }
      const about = sendSchema.safeParse(body ?? {});
      if (!about.success) return answer({ error: z.prettifyError(about.error) }, 400);
      await sandbox.send(name, about.data.patient ?? null);
      return done;
    }
    case 'card':
      if (name === 'eject') await sandbox.ejectCard();
      else if (name === 'insert') await sandbox.insertCard();
      else return answer({ error: 'eject ou insert' }, 404);
      return done;
    case 'faults': {
      const fault = faultSchema.safeParse(body);
      if (!fault.success) return answer({ error: z.prettifyError(fault.error) }, 400);
      sandbox.setFault(fault.data);
      return done;
    }
    case 'mail-faults': {
      const fault = mailFaultSchema.safeParse(body);
      if (!fault.success) return answer({ error: z.prettifyError(fault.error) }, 400);
      sandbox.operator.setFault(fault.data);
      return done;
    }
    default:
      return answer({ error: 'inconnu' }, 404);
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > 100_000) throw new Error('corps trop long');
    chunks.push(chunk);
  }
  if (!size) return null;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
