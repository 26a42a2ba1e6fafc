import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isChosen } from '../../../src/renderer/rediger/chosen';
import { useDrafts } from '../../../src/renderer/state/drafts';
import { firstQuery, seenOf, useInbox } from '../../../src/renderer/state/inbox';
import { useItem } from '../../../src/renderer/state/item';
import { unasked } from '../../../src/renderer/state/loaded';
import { useNotices } from '../../../src/renderer/state/notices';
import { useRedaction } from '../../../src/renderer/state/redaction';
import type { Answer, Bridge, Method, Request } from '../../../src/shared/contract/contract';
import { contract } from '../../../src/shared/contract/contract';
import { fakePractice, type Scenario } from '../../e2e/renderer/fakePractice';
import { destinations, drugs } from '../../fixtures/renderer/practice';

const asked: [Method, unknown][] = [];

/** Puts a practice behind the door, noting what is asked of it. */
function door(scenario: Scenario, wait = 0): void {
  const practice = fakePractice(scenario, wait);
  const bridge: Bridge = {
    call: <M extends Method>(method: M, request: Request<M>): Promise<Answer<M>> => {
      asked.push([method, request]);
      return practice.call(method, request);
    },
    onChanged: practice.onChanged,
  };
  vi.stubGlobal('colloque', bridge);
}

beforeEach(() => {
  asked.length = 0;
  useInbox.setState({
    filters: firstQuery,
    typed: '',
    query: firstQuery,
    list: unasked,
    selected: null,
    leaving: new Set(),
    landed: new Set(),
  });
  useItem.setState({ itemId: null, item: unasked });
  useNotices.getState().clear();
});
afterEach(() => vi.unstubAllGlobals());

const inbox = () => useInbox.getState();
const drawn = () => useItem.getState().item.value!.row;
const visibleRows = () => {
  const seen = seenOf(inbox());
  return Array.from({ length: seen.count }, (_, line) => seen.at(line)!);
};
const openFirst = async () => {
  await inbox().refresh();
  await useItem.getState().open(inbox().selected);
};

describe('what the fake practice answers is what the contract allows', () => {
  test.each([
    ['app.state', {}],
    ['services.status', {}],
    ['inbox.list', firstQuery],
    ['inbox.open', { itemId: 'i-durand' }],
    ['inbox.open', { itemId: 'i-illisible' }],
    ['patients.open', { patientId: 'p-durand' }],
    ['documents.open', { documentId: 'd-2' }],
    ['compose.destinations', { patientId: 'p-durand' }],
    ['outbox.list', {}],
  ] as [Method, never][])('%s', async (method, request) => {
    const answer = await fakePractice('morning', 0).call(method, request);
    expect(answer.ok && contract[method].response.safeParse(answer.value).error).toBeUndefined();
  });
});

describe('the worklist', () => {
  test('E-REC-03 opens on the first unread document', async () => {
    door('morning');
    await inbox().refresh();
    const rows = visibleRows();
    expect(inbox().selected).toBe(rows.find((r) => !r.read)?.id);
    door('empty');
    useInbox.setState({ list: unasked, selected: null });
    await inbox().refresh();
    expect(inbox().selected).toBeNull();
  });

  test('filing leaves the row at once and moves to the next', async () => {
    door('morning', 20);
    await openFirst();
    const before = visibleRows();
    const filing = useItem.getState().file(drawn(), 'p-durand');
    expect(visibleRows().map((r) => r.id)).toEqual(before.slice(1).map((r) => r.id));
    expect(inbox().selected).toBe(before[1]?.id);
    await filing;
    expect(useNotices.getState().notice).toMatchObject({ tone: 'done', undo: expect.any(String) });
    expect(inbox().leaving.size).toBe(0);
  });

  test('undo brings the document back', async () => {
    door('morning');
    await openFirst();
    const id = inbox().selected;
    await useItem.getState().file(drawn(), 'p-durand');
    await useItem.getState().undo();
    expect(visibleRows().some((r) => r.id === id)).toBe(true);
    expect(useNotices.getState().notice?.undo).toBeNull();
  });

  test('a refusal brings the row back and says why', async () => {
    door('refusing');
    await openFirst();
    const id = inbox().selected;
    await useItem.getState().file(drawn(), 'p-durand');
    expect(visibleRows().some((r) => r.id === id)).toBe(true);
    expect(inbox().selected).toBe(id);
    expect(useNotices.getState().notice).toMatchObject({ tone: 'failure' });
  });

  test('stale selection: a gesture made before the new document is shown files nothing', async () => {
    door('morning');
    await openFirst();
    inbox().move(1);
    await useItem.getState().file(drawn(), 'p-durand');
    expect(asked.filter(([m]) => m === 'inbox.file')).toEqual([]);
  });

  test('a key drawn for one document and heard once another is open files nothing', async () => {
    door('morning');
    await openFirst();
    const before = drawn();
    inbox().move(1);
    await useItem.getState().open(inbox().selected);
    await useItem.getState().file(before, 'p-durand');
    expect(asked.filter(([m]) => m === 'inbox.file')).toEqual([]);
  });

  test('a gesture carries the revision that was drawn, though a newer one is known', async () => {
    door('morning');
    await openFirst();
    const before = drawn();
    const { item } = useItem.getState();
    useItem.setState({
      item: { ...item, value: { ...item.value!, row: { ...before, revision: before.revision + 1 } } },
    });
    await useItem.getState().file(before, 'p-durand');
    expect(asked.find(([m]) => m === 'inbox.file')?.[1]).toMatchObject({ revision: before.revision });
  });

  test('when the people proposed change under the eyes, the next gesture is refused once, with its sentence', async () => {
    door('morning');
    await openFirst();
    const { item, itemId, open } = useItem.getState();
    const { match } = item.value!;
    const other = { ...match.candidates[0]!.patient, id: 'p-other' as never };
    useItem.setState({
      item: {
        ...item,
        value: {
          ...item.value!,
          match: { ...match, candidates: [{ ...match.candidates[0]!, patient: other }] },
        },
      },
    });
    await open(itemId);
    await useItem.getState().file(drawn(), 'p-durand');
    expect(asked.filter(([m]) => m === 'inbox.file')).toEqual([]);
    expect(useNotices.getState().notice?.sentence).toContain('viennent de changer');
    await useItem.getState().file(drawn(), 'p-durand');
    expect(asked.filter(([m]) => m === 'inbox.file')).toHaveLength(1);
  });

  test('a gesture carries the revision that was on screen', async () => {
    door('morning');
    await openFirst();
    const { row } = useItem.getState().item.value!;
    await useItem.getState().file(drawn(), 'p-durand');
    expect(asked.find(([m]) => m === 'inbox.file')?.[1]).toEqual({
      itemId: row.id,
      patientId: 'p-durand',
      revision: row.revision,
    });
  });

  test('an answer to an older filter does not overwrite the newer list', async () => {
    door('morning', 10);
    const slow = inbox().ask({ text: 'durand' });
    const fast = inbox().ask({ text: 'martin' });
    await Promise.all([slow, fast]);
    expect(visibleRows().map((r) => r.id)).toEqual(['i-martin']);
  });

  test('without its door the window says what to do', async () => {
    await inbox().refresh();
    expect(inbox().list.failure?.code).toBe('bridge-absent');
  });
});

describe('writing', () => {
  const draft = () => useDrafts.getState().drafts['p-1'];

  test('a draft belongs to its patient and stays when one leaves', () => {
    const { addLine, editLine, moveLine, removeLine, forget } = useDrafts.getState();
    const line = {
      drug: drugs[0]!,
      byDci: true,
      posology: '',
      duration: '',
      renewals: 0,
      nonSubstitutable: null,
      ald: false,
    };
    addLine('p-1', line);
    addLine('p-1', { ...line, posology: 'b' });
    addLine('p-2', line);
    editLine('p-1', 0, { posology: 'a' });
    moveLine('p-1', 1, -1);
    expect(draft()?.lines.map((l) => l.posology)).toEqual(['b', 'a']);
    removeLine('p-1', 0);
    expect(draft()?.lines.map((l) => l.posology)).toEqual(['a']);
    forget('p-1');
    expect([draft(), useDrafts.getState().drafts['p-2']?.lines.length]).toEqual([undefined, 1]);
  });

  test('a blocked destination is never chosen, whatever was ticked', () => {
    const blocked = destinations.find((d) => d.blocked)!;
    expect(isChosen(blocked, { [blocked.id]: true })).toBe(false);
    expect(isChosen(destinations[0]!, { dmp: false })).toBe(false);
    expect(isChosen(destinations[0]!, undefined)).toBe(true);
  });

  test('a refused signature keeps the draft', async () => {
    door('failing');
    useDrafts.getState().note('p-3', 'garder');
    await useRedaction.getState().validate(useDrafts.getState().drafts['p-3']!, []);
    expect(useDrafts.getState().drafts['p-3']?.note).toBe('garder');
    expect(useNotices.getState().notice?.tone).toBe('failure');
  });
});
