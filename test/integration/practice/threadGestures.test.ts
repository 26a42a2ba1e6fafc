import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { currentVersions } from '../../../src/main/records/thread';
import type { Store } from '../../../src/main/store/store';
import type { ClinicalDocument } from '../../../src/shared/documents/clinicalDocument';
import type { Patient } from '../../../src/shared/identity/patient';
import { matricule, person } from '../../unit/patients/people';
import { labReport, messageOf, result, settle, World } from './world';

let world: World;
let store: Store;
let opened: Awaited<ReturnType<World['open']>>;
beforeAll(async () => {
  world = new World();
  opened = await world.open();
  store = opened.store;
});
afterAll(async () => {
  await opened.practice.stop();
  await store.close();
  world.remove();
});

const FAMILIES = ['DURAND', 'BENALI', 'PETIT'];

/** Three records of one run, by names and matricules of its own. */
async function recordsOf(run: number): Promise<Patient[]> {
  const patients = FAMILIES.map((family, n) =>
    person(`r${run}p${n}`, {
      traits: {
        birthName: `${family} ${'ABCDEFGHIJ'[Math.floor(run / 10) % 10]}${'ABCDEFGHIJ'[run % 10]}`,
        firstNames: 'ELISE',
        firstGivenName: 'ELISE',
        sex: 'F',
        birthDate: '1986-03-14',
        birthPlace: '35238',
      },
      ins: matricule(`2860335${String(100 + run).padStart(3, '0')}${String(100 + n).padStart(3, '0')}`),
    }),
  );
  for (const patient of patients) await settle(store, patient);
  return patients;
}

type Step =
  | { do: 'arrive'; document: number }
  | { do: 'file'; line: number; patient: number }
  | { do: 'unfile' | 'create' | 'uphold'; line: number }
  | { do: 'undo'; gesture: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('arrive' as const), document: fc.nat(6) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('file' as const), line: fc.nat(6), patient: fc.nat(2) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('unfile', 'create', 'uphold'), line: fc.nat(6) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undo' as const), gesture: fc.nat(3) }) },
);

/** Documents of a run: three versions for one, one that corrects the patient, two of another set, one naming nobody known. */
function documentsOf(run: number, [a, b, c]: Patient[]): ClinicalDocument[] {
  const of = (who: Patient, n: number, set: string | null, version: number | null, replaces: number[]) =>
    labReport(who, {
      documentId: `${run}.${n}`,
      setId: set && `${run}.${set}`,
      version,
      replaces: replaces.map((r) => `${run}.${r}`),
      results: [result('ferritine', '2276-4', String(n + 1), 'ug/L')],
    });
  const stranger = person('x', {
    traits: { ...c!.traits, firstNames: 'YANN', firstGivenName: 'YANN' },
    ins: null,
  });
  return [
    of(a!, 0, 's', 1, []),
    of(a!, 1, 's', 2, [0]),
    of(a!, 2, 's', 3, [1]),
    of(b!, 3, 's', 4, [2]),
    of(b!, 4, null, null, [5]),
    of(b!, 5, null, null, [4]),
    of(stranger, 6, 't', 1, []),
  ];
}

test('any sequence of arrivals, filings, un-filings, creations and undos over several records leaves one truth', {
  timeout: 300_000,
}, async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (steps) => {
      run += 1;
      const patients = await recordsOf(run);
      const documents = documentsOf(run, patients);
      const undos: string[] = [];
      for (const s of steps) await play(s, run, documents, patients, undos);
      await expectOneTruth(run);
    }),
    { numRuns: 30 },
  );
});

async function play(
  s: Step,
  run: number,
  documents: ClinicalDocument[],
  patients: Patient[],
  undos: string[],
): Promise<void> {
  if (s.do === 'arrive') {
    const bytes = messageOf([documents[s.document]!]);
    const received = await opened.practice.intake.receive({
      bytes,
      receivedAt: '2026-11-23T08:30:00Z',
      channel: 'mss',
    });
    expect(received.ok).toBe(true);
    return;
  }
  if (s.do === 'undo') {
    const undo = undos.at(-1 - s.gesture);
    if (undo !== undefined) await opened.practice.call('inbox.undo', { undo });
    return;
  }
  const lines = await linesOf(run);
  const line = lines[s.line % Math.max(1, lines.length)];
  if (!line) return;
  const gesture = { itemId: line.id, revision: line.revision };
  const answer =
    s.do === 'file'
      ? await opened.practice.call('inbox.file', { ...gesture, patientId: patients[s.patient]!.id })
      : s.do === 'unfile'
        ? await opened.practice.call('inbox.unfile', gesture)
        : s.do === 'create'
          ? await opened.practice.call('inbox.createPatient', gesture)
          : await opened.practice.call('inbox.uphold', gesture);
  // Refused or not, what is left must be true.
  if (answer.ok) undos.push(answer.value.undo);
  else expect(answer.error.code).not.toMatch(/^(practice|store)-/);
}

const linesOf = (run: number) =>
  store.db
    .selectFrom('inbox_items')
    .innerJoin('documents', 'documents.id', 'inbox_items.document_id')
    .selectAll('inbox_items')
    .select(['documents.patient_id as record', 'documents.superseded_by'])
    .where('documents.unique_id', 'like', `${run}.%`)
    .orderBy('inbox_items.received_at')
    .orderBy('inbox_items.id')
    .execute();

async function expectOneTruth(run: number): Promise<void> {
  const rows = await store.db
    .selectFrom('documents')
    .selectAll()
    .where('unique_id', 'like', `${run}.%`)
    .execute();
  const links = await store.db.selectFrom('document_replaces').selectAll().execute();
  const upheld = await store.db.selectFrom('versions_upheld').selectAll().execute();
  // Which version is current, from scratch.
  const current = currentVersions(
    rows.map((r) => ({
      id: r.id,
      uniqueId: r.unique_id,
      setId: r.set_id,
      version: r.version,
      date: r.document_date,
      ins: r.person_ins,
      traits: r.person_traits,
      replaces: links.filter((l) => l.document_id === r.id).map((l) => l.unique_id),
      upheldAgainst: upheld.filter((u) => u.document_id === r.id).map((u) => u.against),
    })),
  );
  for (const r of rows) expect(r.superseded_by).toBe(current.get(r.id));
  // Results follow their document; each document has one line; both say the same record.
  const results = await store.db.selectFrom('results').selectAll().execute();
  for (const r of results) {
    const document = rows.find((d) => d.id === r.document_id);
    if (document) expect(r.patient_id).toBe(document.patient_id);
  }
  const lines = await linesOf(run);
  expect(lines.map((l) => l.document_id).sort()).toEqual(rows.map((r) => r.id).sort());
  for (const l of lines) {
    expect(l.patient_id).toBe(l.record);
    expect(l.state).toBe(l.record === null ? 'to-file' : 'filed');
    expect(l.superseded).toBe(l.superseded_by === null ? 0 : 1);
    // What is hidden is stood for by a line in sight, of the same record or still to be filed.
    if (l.folded === 0) continue;
    const head = lines.find((h) => h.document_id === l.superseded_by)!;
    expect(head.folded).toBe(0);
    expect([l.patient_id, null]).toContain(head.patient_id);
  }
  // What waits for somebody is in sight, or stood for by what waits.
  for (const l of lines.filter((x) => x.record === null && x.folded === 1))
    expect(lines.find((h) => h.document_id === l.superseded_by)).toMatchObject({ box: 'to-file' });
  // The trends of each record are the values of its current documents; no record in sight was made for nothing.
  const records = await store.db.selectFrom('patients').selectAll().execute();
  for (const patient of records.filter((p) => rows.some((r) => r.patient_id === p.id))) {
    expect(patient.withdrawn_at).toBeNull();
    const { series } = await opened.ask('patients.open', { patientId: patient.id });
    const own = rows.filter((r) => r.patient_id === patient.id && r.superseded_by === null);
    const shown = series.flatMap((s) => s.measurements.map((m) => m.value)).sort();
    expect(shown).toEqual(own.map((r) => String(Number(r.unique_id!.split('.')[1]) + 1)).sort());
  }
  const made = await store.db
    .selectFrom('undo_log')
    .innerJoin('patients', 'patients.id', 'undo_log.created_patient')
    .select('patients.id')
    .where('patients.withdrawn_at', 'is', null)
    .where(
      'item_id',
      'in',
      lines.map((l) => l.id),
    )
    .execute();
  for (const patient of made) expect(rows.map((r) => r.patient_id)).toContain(patient.id);
}
