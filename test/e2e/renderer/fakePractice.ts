import type { Answer, Bridge, Changed, Method, Request } from '../../../src/shared/contract/contract';
import {
  type InboxItem,
  type InboxList,
  type InboxQuery,
  type InboxRow,
  inboxQuerySchema,
  PRACTICE,
  worklistViewSchema,
} from '../../../src/shared/contract/inbox';
import type { Failure } from '../../../src/shared/failure';
import { ageAt } from '../../../src/shared/identity/age';
import { biology } from '../../fixtures/renderer/documents';
import { crowd, morning, olderVersions } from '../../fixtures/renderer/inbox';
import { paper, pixel } from '../../fixtures/renderer/paper';
import { durand, people } from '../../fixtures/renderer/patients';
import {
  appState,
  destinations,
  dmpShelf,
  drugs,
  intents,
  life,
  record,
  services,
  settings,
} from '../../fixtures/renderer/practice';
import { presentation } from '../../fixtures/renderer/presentation';

export type Scenario = 'morning' | 'empty' | 'failing' | 'slow' | 'crowd' | 'refusing';

const refusal = (message: string): Failure => ({
  code: 'fake',
  retry: 'now',
  message,
  action: 'Réessayez dans un instant.',
});
const pdf = { mediaType: 'application/pdf', fileName: 'document.pdf' };

const holds = (text: string, typed: string) => text.toLowerCase().includes(typed.toLowerCase());

const isAnswer = (r: InboxRow, q: InboxQuery): boolean =>
  r.state === q.state &&
  (!q.kind || r.kind === q.kind) &&
  (!q.abnormalOnly || r.abnormal > 0) &&
  (!q.criticalOnly || r.critical > 0) &&
  (!q.toReconcile || r.verdict !== 'certain') &&
  (!q.insRefused || r.insCheck?.state === 'ko') &&
  (!q.addressee || (r.addressee ?? PRACTICE) === q.addressee) &&
  holds(r.sender, q.sender) &&
  holds(r.patientName, q.patient) &&
  (!q.since || r.receivedAt.slice(0, 10) >= q.since) &&
  (!q.until || r.receivedAt.slice(0, 10) <= q.until) &&
  holds(`${r.patientName} ${r.summary} ${r.sender}`, q.text);

function compareRows(sort: InboxQuery['sort'], a: InboxRow, b: InboxRow): number {
  if (sort === 'abnormal') return a.critical - b.critical || a.abnormal - b.abnormal;
  const key = { date: 'receivedAt', patient: 'patientName', kind: 'kind', sender: 'sender' } as const;
  return a[key[sort]].localeCompare(b[key[sort]]);
}

/** A practice in memory, behind the same door as the real one: enough to draw every screen and to take gestures back. */
export function fakePractice(scenario: Scenario, wait = 15): Bridge {
  let items: InboxItem[] = scenario === 'empty' ? [] : scenario === 'crowd' ? crowd(5_000) : morning();
  let outbox = scenario === 'empty' ? [] : intents(durand);
  let kept = settings;
  let view = worklistViewSchema.parse({});
  let revision = 1;
  const undo = new Map<string, InboxItem>();
  const listeners = new Set<(c: Changed) => void>();
  const changed = (...areas: Changed['areas']) => {
    revision += 1;
    for (const l of listeners) setTimeout(() => l({ areas, revision }), 5);
  };
  const put = (next: InboxItem) => {
    items = items.map((i) => (i.row.id === next.row.id ? next : i));
  };

  function list(asked: Partial<InboxQuery>): InboxList {
    const query = inboxQuerySchema.parse(asked);
    const waiting = items.filter((i) => i.row.state === 'to-file').map((i) => i.row);
    const tally = (keys: string[]) =>
      keys.reduce<Record<string, number>>((n, k) => Object.assign(n, { [k]: (n[k] ?? 0) + 1 }), {});
    const rows = items.map((i) => i.row).filter((r) => isAnswer(r, query));
    rows.sort((a, b) => (query.descending ? -1 : 1) * compareRows(query.sort, a, b));
    const unread = rows.findIndex((r) => !r.read);
    const named = rows.findIndex((r) => r.id === query.around);
    const at = named >= 0 ? named : query.aroundUnread && rows.length > 0 ? Math.max(0, unread) : null;
    const wanted = at === null ? query.from : at - Math.floor(query.count / 2);
    const from = Math.max(0, Math.min(wanted, rows.length - query.count));
    return {
      revision,
      total: rows.length,
      from,
      at,
      rows: rows.slice(from, from + query.count),
      counts: {
        toFile: waiting.length,
        abnormal: waiting.filter((r) => r.abnormal > 0).length,
        critical: waiting.filter((r) => r.critical > 0).length,
        toReconcile: waiting.filter((r) => r.verdict !== 'certain').length,
        insRefused: waiting.filter((r) => r.insCheck?.state === 'ko').length,
        unreadable: items.filter((i) => i.row.state === 'unreadable').length,
        byKind: tally(waiting.map((r) => r.kind)),
        byAddressee: tally(waiting.map((r) => r.addressee ?? PRACTICE)),
      },
    };
  }

  function move(
    itemId: string,
    asked: number,
    state: 'filed' | 'to-file',
    patientId: string | null,
    sentence: string,
  ) {
    const item = items.find((i) => i.row.id === itemId);
    if (scenario === 'refusing' || !item || item.row.revision !== asked)
      throw refusal('Ce document a changé pendant que vous le regardiez.');
    const token = `u-${String(revision)}`;
    undo.set(token, item);
    put({ ...item, row: { ...item.row, state, patientId, revision: item.row.revision + 1 } });
    changed('inbox');
    return { undo: token, sentence };
  }

  const answers: { [M in Method]: (r: Request<M>) => unknown } = {
    'app.state': () => appState,
    'services.status': () => services,
    'settings.get': () => kept,
    'settings.set': (r) => {
      kept = { ...kept, ...r };
      return kept;
    },
    'inbox.list': list,
    'inbox.open': ({ itemId }) => {
      const item = [...items, ...olderVersions()].find((i) => i.row.id === itemId);
      if (!item) throw refusal('Ce document n’est plus dans la réception.');
      if (!item.row.read) {
        put({ ...item, row: { ...item.row, read: true } });
        changed('inbox');
      }
      return item;
    },
    'inbox.file': (r) =>
      move(
        r.itemId,
        r.revision,
        'filed',
        r.patientId,
        `Classé dans le dossier de ${people.find((p) => p.id === r.patientId)?.traits.birthName}.`,
      ),
    'inbox.uphold': (r) => move(r.itemId, r.revision, 'filed', durand.id, 'Gardé comme courant.'),
    'inbox.unfile': (r) =>
      move(r.itemId, r.revision, 'to-file', null, 'Retiré du dossier : à classer de nouveau.'),
    'inbox.createPatient': (r) =>
      move(r.itemId, r.revision, 'filed', 'p-new', 'Patient créé (identité provisoire), document classé.'),
    'inbox.assign': (r) => {
      const item = items.find((i) => i.row.id === r.itemId);
      if (!item) throw refusal('Ce document n’est plus dans la réception.');
      const token = `u-${String(revision)}`;
      undo.set(token, item);
      put({ ...item, row: { ...item.row, addressee: r.personId, revision: item.row.revision + 1 } });
      changed('inbox');
      const person = appState.people.find((p) => p.id === r.personId);
      return { undo: token, sentence: person ? `Confié à ${person.name}.` : 'Rendu à tout le cabinet.' };
    },
    'inbox.setAside': (r) => move(r.itemId, r.revision, 'filed', null, 'Traité.'),
    'view.get': () => view,
    'view.set': (r) => {
      view = worklistViewSchema.parse(r);
      return view;
    },
    'inbox.undo': (r) => {
      const item = undo.get(r.undo);
      if (item) put({ ...item, row: { ...item.row, revision: item.row.revision + 2 } });
      changed('inbox');
      return { sentence: 'Geste annulé : le document est revenu à classer.' };
    },
    'inbox.verifyIns': ({ itemId }) => {
      const item = items.find((i) => i.row.id === itemId);
      if (item) put({ ...item, row: { ...item.row, insCheck: { state: 'ok', reason: null } } });
      changed('inbox');
      return { verdict: 'ok', sentence: 'INSi confirme l’INS de ce document.' };
    },
    'inbox.attachment': ({ index }) =>
      index === 0
        ? { ...pdf, bytes: paper(['Laboratoire fictif Biolab', 'Compte rendu', 'Ferritine 312 \xb5g/L'], 12) }
        : { mediaType: 'image/png', fileName: 'graph.png', bytes: pixel() },
    'inbox.presentation': () => presentation,
    'documents.presentation': () => presentation,
    'inbox.messageFile': () => ({ mediaType: 'image/jpeg', fileName: 'photographie.jpg', bytes: pixel() }),
    'inbox.original': () => ({
      mediaType: 'message/rfc822',
      fileName: 'message.eml',
      bytes: new Uint8Array([1, 2, 3]),
    }),
    'patients.search': ({ query }) =>
      people
        .filter((p) =>
          `${p.traits.birthName} ${p.traits.firstNames}`.toLowerCase().includes(query.toLowerCase()),
        )
        .map((patient) => ({
          patient,
          age: ageAt(patient.traits.birthDate, new Date()),
          lastActivity: null,
        })),
    'patients.open': ({ patientId }) => record(people.find((p) => p.id === patientId) ?? durand, new Date()),
    'patients.callInsi': () => ({
      patient: { ...durand, status: 'qualifiee' },
      sentence: 'INSi confirme cette identité.',
    }),
    'patients.verifyIns': () => ({
      verdict: 'ok',
      patient: durand,
      sentence: 'INSi confirme l’INS et les traits de ce dossier.',
    }),
    'patients.insRefused': () => [],
    'patients.checkEvidence': (r) => ({ ...durand, evidence: r.evidence }),
    'dmp.list': () => {
      if (scenario === 'failing') throw refusal('Le DMP ne répond pas.');
      return dmpShelf;
    },
    'dmp.bring': () => ({
      standing: 'filed',
      documentId: 'd-4',
      sentence: 'Rapporté du DMP et classé dans ce dossier.',
      undo: null,
    }),
    'documents.open': () => ({ ...biology(durand), date: '2026-09-02T09:00:00+02:00' }),
    'documents.life': () => life,
    'documents.attachment': () => ({ ...pdf, bytes: paper(['Copie PDF']) }),
    'compose.searchDrugs': ({ query }) =>
      drugs.filter((d) => `${d.name} ${d.dci}`.toLowerCase().includes(query.toLowerCase())),
    'compose.destinations': () => destinations,
    'compose.preview': ({ draft }) => ({
      ...pdf,
      bytes: paper([
        'Dr Camille DOCTEUR-FICTIF',
        '',
        ...draft.lines.map((l) => `${l.drug.dci} : ${l.posology}`),
      ]),
      problems: draft.lines.flatMap((l, line) =>
        l.posology ? [] : [{ line, message: 'Indiquez la posologie.', blocking: true }],
      ),
    }),
    'compose.validate': () => {
      const intent = { ...intents(durand)[0]!, id: `o-${String(revision)}` };
      outbox = [intent, ...outbox];
      changed('outbox');
      return { intent };
    },
    'outbox.list': () => outbox,
    'outbox.retry': ({ legId }) => {
      outbox = outbox.map((i) => ({
        ...i,
        legs: i.legs.map((l) => (l.id === legId ? { ...l, state: 'sending', failure: null } : l)),
      }));
      return outbox;
    },
    'outbox.cancel': ({ legId }) => {
      outbox = outbox.map((i) => ({
        ...i,
        legs: i.legs.map((l) => (l.id === legId ? { ...l, state: 'cancelled' } : l)),
      }));
      return outbox;
    },
  };

  return {
    async call<M extends Method>(method: M, request: Request<M>): Promise<Answer<M>> {
      await new Promise((done) => setTimeout(done, wait));
      if (scenario === 'slow' && method !== 'app.state') await new Promise(() => {});
      if (scenario === 'failing' && method !== 'app.state' && method !== 'services.status')
        return { ok: false, error: refusal('La base du cabinet ne répond pas.') } as Answer<M>;
      try {
        return { ok: true, value: answers[method](request) } as Answer<M>;
      } catch (error) {
        return { ok: false, error } as Answer<M>;
      }
    },
    onChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
