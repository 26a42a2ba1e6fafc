import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchPatient } from '../../../src/main/patients/match';
import type { DocumentPatient } from '../../../src/shared/documents/clinicalDocument';
import { insOids } from '../../../src/shared/identity/ins';
import type { Patient } from '../../../src/shared/identity/patient';
import { documentOf, matricule, person } from './people';

const options = { insOids: [insOids.nirTest] };
const elise = person('elise');

describe('one record', () => {
  test('qualified, same matricule, five traits equal: certain, in one sentence', () => {
    const match = matchPatient(documentOf(elise), [elise], options);
    expect(match).toMatchObject({
      verdict: 'certain',
      sentence: 'Même identité\u202f: matricule et cinq traits égaux.',
      candidates: [{ patient: { id: 'elise' } }],
    });
  });

  test('accents, case and typographic hyphens are the same name once normalised', () => {
    const p = person('p', {
      traits: { ...elise.traits, birthName: "LE GALL-D'AUBE", firstNames: 'ELISE MARIE' },
    });
    const received = documentOf(p, { birthName: 'Le Gall–d’Aube', firstNames: 'Élise  Marie' });
    expect(matchPatient(received, [p], options).verdict).toBe('certain');
  });

  const doubts: [string, Partial<DocumentPatient>, Partial<Patient>][] = [
    ['no INS', { ins: null }, {}],
    ['doubtful INS', { insDoubtful: true }, {}],
    [
      'an authority not accepted here',
      { ins: { ...elise.ins!, oid: insOids.nir } },
      { ins: { ...elise.ins!, oid: insOids.nir } },
    ],
    [
      'a matricule whose key is wrong',
      { ins: { ...elise.ins!, value: '286033523801200' } },
      { ins: { ...elise.ins!, value: '286033523801200' } },
    ],
    ['same matricule under another authority', { ins: { ...elise.ins!, oid: insOids.nia } }, {}],
    ['our status récupérée', {}, { status: 'recuperee' }],
    ['another birth name', { birthName: 'DURANT' }, {}],
    ['the used name in place of the birth name', { birthName: 'MARTIN' }, { usedName: 'MARTIN' }],
    ['hyphen against space', { birthName: 'DU-RAND' }, { traits: { ...elise.traits, birthName: 'DU RAND' } }],
    ['a shorter list of given names', { firstNames: 'ELISE' }, {}],
    ['given names in another order', { firstNames: 'MARIE ELISE' }, {}],
    ['a first given name that does not begin the list', { firstGivenName: 'MARIE' }, {}],
    ['another sex', { sex: 'M' }, {}],
    ['no sex', { sex: null }, {}],
    ['a year alone', { birthDate: '1986' }, {}],
    ['day and month swapped', { birthDate: '1986-03-04' }, {}],
    ['no birthplace', { birthPlace: null }, {}],
    [
      'unknown birthplace on both sides',
      { birthPlace: '99999' },
      { traits: { ...elise.traits, birthPlace: '99999' } },
    ],
    ['another birthplace', { birthPlace: '35047' }, {}],
    ['an uncertain birth date in the record', {}, { uncertainBirthDate: true }],
  ];
  test.each(doubts)('%s: proposed beside the record, never certain', (_, received, known) => {
    const p = person('p', known);
    const match = matchPatient(documentOf(p, received), [p], options);
    expect(match.verdict).toBe('proposed');
    expect(match.candidates[0]?.comparison.filter((c) => c.trait !== 'usedName')).toHaveLength(8);
    expect(match.candidates[0]?.reason).toMatch(/\.$/);
  });

  test('differences are marked trait by trait: equal, written otherwise, different, absent', () => {
    const received = documentOf(elise, {
      ins: null,
      birthName: 'DU RAND',
      firstNames: 'ELISE',
      birthDate: '1986-03-15',
      birthPlace: null,
    });
    const lines = matchPatient(received, [person('p', { usedName: 'DURAND' })], options).candidates[0]
      ?.comparison;
    expect(Object.fromEntries(lines?.map((l) => [l.trait, l.verdict]) ?? [])).toEqual({
      matricule: 'absent',
      oid: 'absent',
      birthName: 'form',
      usedName: 'absent',
      firstNames: 'form',
      firstGivenName: 'equal',
      sex: 'equal',
      birthDate: 'different',
      birthPlace: 'absent',
    });
  });

  test('a used name stands in a line of its own and proves nothing; that it is the other’s birth name is said', () => {
    const known = person('p', { usedName: 'MARCHAND', ins: null, status: 'validee' });
    const married = documentOf(known, { birthName: 'MARCHAND', usedName: null });
    const [candidate] = matchPatient(married, [known], options).candidates;
    expect(candidate?.comparison.find((c) => c.trait === 'usedName')).toMatchObject({
      label: 'Nom utilisé',
      received: null,
      known: 'MARCHAND',
      verdict: 'absent',
    });
    expect(candidate?.reason).toContain('le nom utilisé de l’autre');
    expect(candidate?.reason).not.toContain('nom utilisé,');
    const certain = person('q', { usedName: 'MARCHAND' });
    expect(matchPatient(documentOf(certain, { usedName: 'LEROUX' }), [certain], options).verdict).toBe(
      'certain',
    );
  });

  test('a stranger is not proposed', () => {
    const other = person('x', {
      ins: null,
      status: 'provisoire',
      traits: {
        ...elise.traits,
        birthName: 'BENALI',
        firstNames: 'SAMIRA',
        firstGivenName: 'SAMIRA',
        birthDate: '1970-01-01',
      },
    });
    expect(matchPatient(documentOf(elise), [other], options).verdict).toBe('none');
  });
});

describe('several records', () => {
  test('two records with the same matricule are a duplicate to treat, even if one is perfect', () => {
    const match = matchPatient(documentOf(elise), [elise, person('again')], options);
    expect(match.verdict).toBe('proposed');
    expect(match.candidates[0]?.reason).toContain('doublon');
  });

  test('a homonym without INS does not cloud the one who has it', () => {
    const homonym = person('homonym', { ins: null, status: 'validee' });
    expect(matchPatient(documentOf(elise), [homonym, elise], options)).toMatchObject({
      verdict: 'certain',
      candidates: [{ patient: { id: 'elise' } }],
    });
  });
});

/** A practice of adversarially close people: few names, few dates, few places, twins by construction. */
const name = fc.constantFrom('DURAND', 'DU RAND', 'DU-RAND', 'MARTIN', "D'ARC", 'DARC', 'NGUYEN');
const given = fc.constantFrom(
  'ELISE',
  'ELISE MARIE',
  'MARIE ELISE',
  'ELISE-MARIE',
  'JEAN',
  'JEANNE',
  'LEA',
  'LEO',
);
const date = fc.constantFrom('1986-03-14', '1986-03-15', '1986-01-01', '1986-12-31');
const place = fc.constantFrom('35238', '35047', '99123', '99999', '2A004');
const nir = fc.constantFrom('2860335238012', '2860335238013', '285032A004123', '2860399123012');
const people = fc
  .uniqueArray(
    fc.record({
      birthName: name,
      firstNames: given,
      sex: fc.constantFrom('F' as const, 'M' as const),
      birthDate: date,
      birthPlace: place,
      nir,
      usedName: fc.option(name),
      status: fc.constantFrom(
        'qualifiee' as const,
        'qualifiee' as const,
        'recuperee' as const,
        'validee' as const,
      ),
    }),
    // Two people share neither matricule and all traits: nothing on paper could tell them apart.
    {
      minLength: 1,
      maxLength: 6,
      selector: (p) => [p.birthName, p.firstNames, p.sex, p.birthDate, p.birthPlace, p.nir].join('|'),
    },
  )
  .map((list) =>
    list.map((p, i) => {
      const hasIns = p.status === 'qualifiee' || p.status === 'recuperee';
      return {
        truth: `p${i}`,
        nir: p.nir,
        patient: person(`p${i}`, {
          traits: {
            birthName: p.birthName,
            firstNames: p.firstNames,
            firstGivenName: p.firstNames.split(' ')[0]!,
            sex: p.sex,
            birthDate: p.birthDate,
            birthPlace: p.birthPlace,
          },
          usedName: p.usedName,
          status: p.status,
          ins: hasIns ? matricule(p.nir) : null,
        }),
      };
    }),
  );
type Spoil = (d: DocumentPatient, other: Patient) => DocumentPatient;
const spoils: Spoil[] = [
  (d) => d,
  (d, o) => ({ ...d, ins: o.ins }),
  (d, o) => ({ ...d, birthName: o.traits.birthName }),
  (d) => ({ ...d, birthName: d.usedName ?? d.birthName }),
  (d) => ({ ...d, birthName: d.firstNames, firstNames: d.birthName, firstGivenName: d.birthName }),
  (d, o) => ({ ...d, firstNames: o.traits.firstNames, firstGivenName: o.traits.firstGivenName }),
  (d) => ({ ...d, firstNames: d.firstGivenName }),
  (d, o) => ({ ...d, birthDate: o.traits.birthDate }),
  (d) => ({ ...d, birthDate: '1986' }),
  (d) => ({ ...d, birthDate: null }),
  (d, o) => ({ ...d, birthPlace: o.traits.birthPlace }),
  (d) => ({ ...d, birthPlace: null }),
  (d, o) => ({ ...d, sex: o.traits.sex }),
  (d) => ({ ...d, insDoubtful: true }),
  (d) => ({ ...d, ins: d.ins && { ...d.ins, oid: insOids.nir } }),
];

test('over 30,000 adversarial documents, never a certain match with the wrong person', () => {
  let certain = 0;
  let runs = 0;
  fc.assert(
    fc.property(
      people,
      fc.nat(),
      fc.nat(),
      fc.array(fc.integer({ min: 0, max: spoils.length - 1 }), { maxLength: 3 }),
      fc.boolean(),
      (practice, whose, whoElse, hurt, unknownHere) => {
        runs += 1;
        const about = practice[whose % practice.length]!;
        const other = practice[whoElse % practice.length]!.patient;
        const clean = documentOf(about.patient, { ins: matricule(about.nir) });
        const received = hurt.reduce((d, index) => spoils[index]!(d, other), clean);
        // Half of the time the person is not a patient here: only look-alikes are.
        const candidates = practice
          .filter((p) => !unknownHere || p.truth !== about.truth)
          .map((p) => p.patient);
        const match = matchPatient(received, candidates, options);
        if (match.verdict !== 'certain') return;
        certain += 1;
        const found = match.candidates[0]!.patient;
        // What was received may by now say all of another person: then that person is who it names.
        const named = practice.find(
          (p) =>
            matricule(p.nir).value === received.ins?.value &&
            p.patient.traits.birthName === received.birthName &&
            p.patient.traits.firstNames === received.firstNames &&
            p.patient.traits.sex === received.sex &&
            p.patient.traits.birthDate === received.birthDate &&
            p.patient.traits.birthPlace === received.birthPlace,
        );
        expect(found.id).toBe(named?.truth);
        expect(found.status).toBe('qualifiee');
        expect(received.insDoubtful).toBe(false);
        expect(received.ins?.oid).toBe(insOids.nirTest);
      },
    ),
    { numRuns: 30_000, seed: 20261123 },
  );
  expect(runs).toBeGreaterThanOrEqual(30_000);
  // The law is not kept by never being certain.
  expect(certain).toBeGreaterThan(500);
});

test('every clean document of a qualified patient with a known birthplace is certain, whoever else is there', () => {
  fc.assert(
    fc.property(people, fc.nat(), (practice, whose) => {
      const about = practice[whose % practice.length]!;
      fc.pre(about.patient.status === 'qualifiee' && about.patient.traits.birthPlace !== '99999');
      fc.pre(practice.filter((p) => p.patient.ins?.value === about.patient.ins?.value).length === 1);
      const match = matchPatient(
        documentOf(about.patient),
        practice.map((p) => p.patient),
        options,
      );
      expect(match.verdict).toBe('certain');
      expect(match.candidates[0]?.patient.id).toBe(about.truth);
    }),
    { numRuns: 3_000, seed: 20261123 },
  );
});
