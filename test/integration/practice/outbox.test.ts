import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readMessage } from '../../../src/main/inbox/readMessage';
import { verify } from '../../../src/main/journal/journal';
import type { Drug } from '../../../src/shared/prescription/prescription';
import { person } from '../../unit/patients/people';
import { settle, World } from './world';

const elise = person('elise');
const drug: Drug = {
  cis: null,
  name: 'LEVOTHYROX 25 microgrammes',
  dci: 'lévothyroxine sodique',
  strength: '25 µg',
  form: 'comprimé sécable',
  route: 'orale',
  atc: 'H03AA01',
  packaging: null,
  secure: false,
};
const draft = {
  kind: 'ordonnance' as const,
  patientId: 'elise',
  lines: [
    {
      drug,
      byDci: false,
      posology: 'un comprimé le matin',
      duration: '6 semaines',
      renewals: 0,
      nonSubstitutable: null,
      ald: false,
    },
  ],
  note: '',
};
const COLLEAGUE = 'mss:kervella@cardio.mssante.fr';
const everywhere = { draft, destinations: ['dmp', 'patient', COLLEAGUE] };
const failure = (code: string, retry: 'later' | 'human' | 'never') => ({
  code,
  retry,
  message: 'Panne.',
  action: 'Attendre.',
});

let world: World;
type Opened = Awaited<ReturnType<World['open']>>;

beforeEach(async () => {
  world = new World();
  const { store, ask } = await world.open();
  await settle(store, elise);
  const settings = await ask('settings.get', {});
  await ask('settings.set', {
    ...settings,
    correspondents: [
      { name: 'Dr Yann KERVELLA', address: 'kervella@cardio.mssante.fr', speciality: 'Cardiologie' },
    ],
  });
  await store.close();
});
afterEach(() => world.remove());

/** Opens, works, ends everything that runs, closes. */
async function session<T>(work: (opened: Opened) => Promise<T>, step?: (name: string) => void): Promise<T> {
  const opened = await world.open(step ? { step } : {});
  opened.practice.start();
  try {
    return await work(opened);
  } finally {
    await opened.practice.stop();
    await opened.store.close();
  }
}
const legsOf = async (opened: Opened) => (await opened.ask('outbox.list', {})).flatMap((i) => i.legs);
const settled = (opened: Opened) =>
  expect
    .poll(async () => (await legsOf(opened)).map((l) => l.state), { timeout: 8000 })
    .not.toContain('sending');
const states = async (opened: Opened) =>
  Object.fromEntries((await legsOf(opened)).map((l) => [l.channel, l.state]));
const validate = (destinations: string[]) =>
  session(async (opened) => {
    await opened.ask('compose.validate', { draft, destinations });
    await settled(opened);
  });

describe('validation', () => {
  test('E-DMP-01, E-MES-01 DMP and patient are chosen by default, blocked with its reason when the INS is not qualified', async () => {
    await session(async ({ ask, store }) => {
      const destinations = await ask('compose.destinations', { patientId: 'elise' });
      expect(destinations.map((d) => [d.id, d.chosen, d.address])).toEqual([
        ['dmp', true, null],
        ['patient', true, '286033523801240@patient.mssante.fr'.replace(/^\d+/, elise.ins!.value)],
        [COLLEAGUE, false, 'kervella@cardio.mssante.fr'],
      ]);
      await settle(store, person('weak', { status: 'recuperee' }));
      const weak = await ask('compose.destinations', { patientId: 'weak' });
      expect(
        weak.slice(0, 2).map((d) => [d.chosen, d.address, d.blocked?.includes('n’est pas qualifiée')]),
      ).toEqual([
        [false, null, true],
        [false, null, true],
      ]);
      expect(
        await ask.refused('compose.validate', {
          draft: { ...draft, patientId: 'weak' },
          destinations: ['dmp'],
        }),
      ).toBe('validate-destination');
      expect(await ask.refused('compose.validate', { draft, destinations: ['mss:inconnu@x.fr'] })).toBe(
        'validate-destination',
      );
    });
    expect(world.calls).toEqual([]);
  });

  test('one gesture: the document stands in the record, the DMP, the colleague’s and the patient’s mailbox', async () => {
    await session(async (opened) => {
      const { intent } = await opened.ask('compose.validate', everywhere);
      expect(intent.legs).toHaveLength(3);
      await expect
        .poll(() => states(opened), { timeout: 8000 })
        .toEqual({ dmp: 'sent', 'mss-patient': 'sent', 'mss-professional': 'sent' });
      const record = await opened.ask('patients.open', { patientId: 'elise' });
      expect(record.documents).toMatchObject([
        { origin: 'written', kind: 'prescription', sent: { done: 3, of: 3 } },
      ]);
      const document = await opened.ask('documents.open', { documentId: intent.documentId });
      expect(document.patient.ins).toEqual(elise.ins);
      const pdf = await opened.ask('documents.attachment', { documentId: intent.documentId, index: 0 });
      expect(new TextDecoder().decode(pdf.bytes.slice(0, 5))).toBe('%PDF-');
    });
    expect(world.registry).toHaveLength(1);
    expect(world.sentMails.map((m) => m.to.address).sort()).toEqual([
      `${elise.ins!.value}@patient.mssante.fr`,
      'kervella@cardio.mssante.fr',
    ]);
    // The same frozen bytes on every channel.
    const [first, second] = world.sentMails;
    expect(first!.attachments[0]!.bytes).toEqual(second!.attachments[0]!.bytes);
  });

  test('an incomplete ordonnance leaves no trace anywhere', async () => {
    await session(async ({ ask, store }) => {
      expect(
        await ask.refused('compose.validate', { draft: { ...draft, lines: [] }, destinations: ['dmp'] }),
      ).toBe('compose-incomplete');
      expect(await store.db.selectFrom('documents').select('id').execute()).toEqual([]);
      expect(await ask('outbox.list', {})).toEqual([]);
    });
  });
});

describe('DMP', () => {
  test('E-DMP-07 the existence is tested before feeding, once a day; diverging traits stop, and a person confirms', async () => {
    world.existence = {
      state: 'open',
      authorisation: 'valid',
      traits: { birthName: 'DURANT', firstName: 'ELISE', sex: 'F', birthDate: '1986-03-14' },
    };
    await session(async (opened) => {
      await opened.ask('compose.validate', { draft, destinations: ['dmp'] });
      await expect.poll(() => states(opened)).toEqual({ dmp: 'parked' });
      const [leg] = await legsOf(opened);
      expect(leg?.failure?.code).toBe('outbox-traits-differ');
      // RG_0320: the DMP's traits are never shown.
      expect(JSON.stringify(leg)).not.toContain('DURANT');
      expect(world.calls).toEqual(['TD0.2']);
      await opened.ask('outbox.retry', { legId: leg!.id });
      await expect.poll(() => states(opened)).toEqual({ dmp: 'sent' });
    });
    expect(world.calls).toEqual(['TD0.2', 'TD3.1', 'TD2.1']);
    expect(world.registry).toHaveLength(1);
  });

  test.each([
    ['closed', 'dmp-closed'],
    ['not-found', 'dmp-none'],
  ] as const)(
    'a DMP that is %s parks the leg with a sentence, and the mail leaves all the same',
    async (state, code) => {
      world.existence = { state, authorisation: 'none', traits: null };
      await session(async (opened) => {
        await opened.ask('compose.validate', { draft, destinations: ['dmp', COLLEAGUE] });
        await expect.poll(() => states(opened)).toEqual({ dmp: 'parked', 'mss-professional': 'sent' });
        expect((await legsOf(opened)).find((l) => l.channel === 'dmp')?.failure?.code).toBe(code);
      });
      expect(world.calls).not.toContain('TD2.1');
    },
  );

  test('E-DMP-08 a lost answer is followed by a question, not by a second submission', async () => {
    world.dmpFaults = [{ failure: failure('dmp-unknown', 'later'), after: true }];
    await session(async (opened) => {
      await opened.ask('compose.validate', { draft, destinations: ['dmp'] });
      await expect.poll(() => states(opened)).toEqual({ dmp: 'unknown' });
      const [leg] = await legsOf(opened);
      expect(await opened.ask.refused('outbox.cancel', { legId: leg!.id })).toBe('outbox-may-have-left');
    });
    world.now = new Date('2026-11-23T09:05:00Z');
    await session((opened) => expect.poll(() => states(opened)).toEqual({ dmp: 'sent' }));
    expect(world.calls).toEqual(['TD0.2', 'TD3.1', 'TD2.1', 'TD0.2', 'TD3.1']);
    expect(world.registry).toHaveLength(1);
  });

  test('E-DMP-08 a passing failure is tried again later and not before; a final one is parked, visible', async () => {
    world.dmpFaults = [
      { failure: failure('dmp-unreachable', 'later'), after: false },
      { failure: failure('dmp-rights', 'never'), after: false },
    ];
    await session(async (opened) => {
      await opened.ask('compose.validate', { draft, destinations: ['dmp'] });
      await expect.poll(async () => (await legsOf(opened))[0]?.failure?.code).toBe('dmp-unreachable');
      expect((await legsOf(opened))[0]).toMatchObject({
        state: 'waiting',
        attempts: 1,
        nextAttemptAt: '2026-11-23T09:01:00.000Z',
      });
    });
    await session(async (opened) => expect((await legsOf(opened))[0]?.attempts).toBe(1));
    world.now = new Date('2026-11-23T09:02:00Z');
    await session((opened) => expect.poll(() => states(opened)).toEqual({ dmp: 'parked' }));
    expect(world.registry).toHaveLength(0);
  });
});

describe('mail', () => {
  test('E-MSS-24 mail that fails touches neither the DMP nor the record', async () => {
    world.mailFaults = [{ failure: failure('mss-unreachable', 'later'), after: false }];
    await session(async (opened) => {
      await opened.ask('compose.validate', { draft, destinations: ['dmp', COLLEAGUE] });
      await expect.poll(() => states(opened)).toEqual({ dmp: 'sent', 'mss-professional': 'waiting' });
      expect((await opened.ask('patients.open', { patientId: 'elise' })).documents[0]?.sent).toEqual({
        done: 1,
        of: 2,
      });
    });
  });

  test.each([
    ['that left is found in the Sent folder', true, true, 'sent', 1],
    ['that did not leave waits for a human', false, true, 'parked', 0],
    ['of which nothing is known waits for a human', true, false, 'parked', 1],
  ])(
    'a mail with a lost answer %s, and is never sent again by itself',
    async (_, after, tells, state, count) => {
      world.mailFaults = [{ failure: failure('mss-unknown', 'later'), after }];
      world.sentFolderTells = tells;
      await validate([COLLEAGUE]);
      world.now = new Date('2026-11-23T09:10:00Z');
      await session(async (opened) => {
        await expect.poll(() => states(opened)).toEqual({ 'mss-professional': state });
        if (state === 'parked') expect((await legsOf(opened))[0]?.failure?.code).toBe('outbox-check-mail');
      });
      expect(world.sentMails).toHaveLength(count);
    },
  );

  /** What the operator says of the mail that just left, as a message of the mailbox. */
  const reportOn = (action: string, messageId = world.sentMails[0]!.messageId) =>
    new TextEncoder().encode(
      [
        'From: <>',
        'Subject: Rapport de remise',
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        '',
        '--b',
        'Content-Type: message/delivery-status',
        '',
        `X-Original-Message-ID: ${messageId}`,
        '',
        'Final-Recipient: rfc822; kervella@cardio.mssante.fr',
        `Action: ${action}`,
        'Status: 5.1.1',
        '',
        '--b--',
        '',
      ].join('\r\n'),
    );
  const reported = (opened: Opened, bytes: Uint8Array) =>
    opened.practice.intake.receive({ bytes, receivedAt: '2026-11-23T09:01:00Z', channel: 'mss' });
  const really = async (work: (opened: Opened) => Promise<void>) => {
    const opened = await world.open({ read: readMessage });
    await opened.practice.start();
    try {
      await work(opened);
    } finally {
      await opened.practice.stop();
      await opened.store.close();
    }
  };

  test('E-MSS-18 a delivery report is added to the receipt of its leg and leaves no line in the worklist', async () => {
    await validate([COLLEAGUE]);
    await really(async (opened) => {
      expect(await reported(opened, reportOn('delivered'))).toMatchObject({ ok: true, value: { items: [] } });
      expect(await legsOf(opened)).toMatchObject([
        { state: 'sent', receipt: expect.stringContaining('remis au destinataire'), failure: null },
      ]);
    });
  });

  test('a mail that comes back is brought back to a human with the reason; a foreign one is a line of its own', async () => {
    await validate([COLLEAGUE]);
    await really(async (opened) => {
      await reported(opened, reportOn('failed'));
      expect(await legsOf(opened)).toMatchObject([
        { state: 'parked', failure: { code: 'outbox-undelivered', detail: '5.1.1' } },
      ]);
      await reported(opened, reportOn('failed', '<ailleurs@autre>'));
      const list = await opened.ask('inbox.list', { state: 'unreadable' });
      expect(list.rows).toHaveLength(1);
    });
  });

  test('a delivery report proves that a doubtful mail left', async () => {
    world.mailFaults = [{ failure: failure('mss-unknown', 'later'), after: true }];
    world.sentFolderTells = false;
    await validate([COLLEAGUE]);
    world.now = new Date('2026-11-23T09:10:00Z');
    await really(async (opened) => {
      await expect.poll(() => states(opened)).toEqual({ 'mss-professional': 'parked' });
      await reported(opened, reportOn('delivered'));
      expect(await states(opened)).toEqual({ 'mss-professional': 'sent' });
    });
    expect(world.sentMails).toHaveLength(1);
  });

  test('a parked leg can be given up, a sent one cannot', async () => {
    world.mailFaults = [{ failure: failure('mss-address-unknown', 'human'), after: false }];
    await session(async (opened) => {
      await opened.ask('compose.validate', { draft, destinations: ['dmp', COLLEAGUE] });
      await expect.poll(() => states(opened)).toEqual({ dmp: 'sent', 'mss-professional': 'parked' });
      const legs = await legsOf(opened);
      await opened.ask('outbox.cancel', { legId: legs.find((l) => l.state === 'parked')!.id });
      expect(await states(opened)).toEqual({ dmp: 'sent', 'mss-professional': 'cancelled' });
      expect(
        await opened.ask.refused('outbox.cancel', { legId: legs.find((l) => l.state === 'sent')!.id }),
      ).toBe('outbox-not-waiting');
    });
  });
});

describe('crash', () => {
  /** Runs one validation and dies at the nth durable step; from then on every step throws, as if the process were gone. */
  async function dieAt(n: number): Promise<string | null> {
    let count = 0;
    let diedAt: string | null = null;
    const step = (name: string) => {
      count += 1;
      if (count >= n) {
        diedAt ??= name;
        throw new Error('killed');
      }
    };
    const opened = await world.open({ step });
    await opened.practice.call('compose.validate', everywhere);
    await opened.practice.stop();
    await opened.store.close();
    return diedAt;
  }

  test('E-DMP-08 killed at any durable step, after the restart: nothing lost, nothing in the DMP twice, no mail sent twice', {
    timeout: 60_000,
  }, async () => {
    const died: string[] = [];
    for (let n = 1; ; n++) {
      world.remove();
      world = new World();
      const { store, ask } = await world.open();
      await settle(store, elise);
      await ask('settings.set', {
        ...(await ask('settings.get', {})),
        correspondents: [{ name: 'Dr K', address: 'kervella@cardio.mssante.fr', speciality: '' }],
      });
      await store.close();
      const at = await dieAt(n);
      if (at === null) break;
      died.push(at);
      for (const minute of ['09:01', '09:30', '10:00']) {
        world.now = new Date(`2026-11-23T${minute}:00Z`);
        await session(settled);
      }
      await session(async (opened) => {
        const legs = await legsOf(opened);
        expect(legs, at).toHaveLength(3);
        for (const leg of legs) {
          const mails = world.sentMails.filter((m) => m.to.address === leg.address).length;
          expect(leg.state === 'sent' || leg.state === 'parked', `${at}: ${leg.state}`).toBe(true);
          if (leg.channel === 'dmp') expect(leg.state, at).toBe('sent');
          // A mail is sent once; where the crash left a doubt that the Sent folder does not lift, a human is asked.
          else if (leg.state === 'parked')
            expect([mails, leg.failure?.code], at).toEqual([0, 'outbox-check-mail']);
          else expect(mails, at).toBe(1);
        }
        expect(world.registry, at).toHaveLength(1);
        const record = await opened.ask('patients.open', { patientId: 'elise' });
        expect(record.documents, at).toHaveLength(1);
        expect((await verify(opened.store.db)).ok).toBe(true);
      });
    }
    expect([...new Set(died)].sort()).toEqual([
      'existence-asked',
      'intent-committed',
      'leg-settled',
      'leg-taken',
      'registry-asked',
      'submitted',
    ]);
    expect(died.length).toBeGreaterThanOrEqual(8);
  });
});

test('no log line of a whole sending carries a trait, a matricule or a name of the canary patient', async () => {
  await session(async (opened) => {
    const canary = person('canary', {
      traits: { ...elise.traits, birthName: 'ZIBELINE', firstNames: 'CANARI', firstGivenName: 'CANARI' },
      ins: { value: '286033523801341', oid: elise.ins!.oid },
    });
    await settle(opened.store, canary);
    world.dmpFaults = [{ failure: failure('dmp-unreachable', 'later'), after: false }];
    await opened.practice.call('compose.validate', {
      draft: { ...draft, patientId: 'canary' },
      destinations: ['dmp', COLLEAGUE],
    });
    await opened.practice.call('patients.open', { patientId: 'canary', birthName: 'ZIBELINE' });
    await opened.practice.call('patients.search', { query: 42, name: 'ZIBELINE' });
    await opened.practice.call('patients.ZIBELINE', {});
    await settled(opened);
  });
  expect(world.lines.length).toBeGreaterThan(2);
  expect(world.lines.join('\n')).not.toMatch(/ZIBELINE|CANARI|286033523801341|1986-03-14/i);
});
