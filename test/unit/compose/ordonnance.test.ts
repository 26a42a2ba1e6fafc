import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { check } from '../../../src/main/cda/check/check';
import { composeOrdonnance, previewOrdonnance } from '../../../src/main/compose/ordonnance';
import { problemsOf } from '../../../src/main/compose/ordonnanceProblems';
import { at, textOf } from '../../../src/main/xml/element';
import { parseXml } from '../../../src/main/xml/parse';
import type { IdentityStatus } from '../../../src/shared/identity/patient';
import { patient } from '../cda/example';
import { stubPdfA } from '../cda/variants';
import { freeze, input, line } from './people';

const draft = (...lines: ReturnType<typeof line>[]) => ({ ...input().draft, lines });
const said = (...lines: ReturnType<typeof line>[]) =>
  problemsOf(draft(...lines)).map((p) => `${p.line}${p.blocking ? '!' : ''} ${p.message}`);

describe('a frozen ordonnance', () => {
  test('E-DOC-02 is one document in four forms: PDF, CDA, entry, archive', async () => {
    const { document, printed } = await freeze();
    expect(printed.uniqueId).toBe(document.uniqueId);
    expect(document.entry.uniqueId).toBe(document.uniqueId);
    expect(document.type.code).toBe('57833-6');
    const verdict = check(document.cda);
    expect(verdict.ok && verdict.value).toEqual([]);
    const archived = unzipSync(document.xdm)['IHE_XDM/SUBSET01/DOC0001.XML']!;
    expect(Buffer.from(archived)).toEqual(Buffer.from(document.cda));
  });

  test('E-DOC-10 the PDF beside the archive is the one inside the CDA', async () => {
    const { document } = await freeze();
    const tree = parseXml(document.cda);
    if (!tree.ok) throw new Error(tree.error.code);
    const inside = Buffer.from(textOf(at(tree.value, 'component', 'nonXMLBody', 'text')), 'base64');
    expect(inside).toEqual(Buffer.from(document.pdf));
  });

  test.each([
    [{}, '20261123_Prescription-de-produits-de-sante_DURAND_Elise.pdf'],
    [
      { patient: { ...patient, traits: { ...patient.traits, birthName: "D'ARC-LE GOFF" } } },
      '20261123_Prescription-de-produits-de-sante_D-ARC-LE-GOFF_Elise.pdf',
    ],
    // Past midnight in France, still the day before in UTC.
    [
      { now: new Date('2026-06-30T22:30:00Z') },
      '20260701_Prescription-de-produits-de-sante_DURAND_Elise.pdf',
    ],
  ])('E-DOC-11 its file is named after day, type and birth name', async (change, name) => {
    expect((await freeze(change)).document.fileName).toBe(name);
  });

  test.each<[IdentityStatus, boolean]>([
    ['provisoire', false],
    ['recuperee', false],
    ['validee', false],
    ['qualifiee', true],
  ])('E-INS-34 with status %s the INS is printed, and in CDA and archive: %s', async (status, shared) => {
    const ins = status === 'recuperee' || status === 'qualifiee' ? patient.ins : null;
    const { document, printed } = await freeze({ patient: { ...patient, status, ins } });
    expect(printed.patient.ins).toEqual(shared ? patient.ins : null);
    const everything = [document.cda, ...Object.values(unzipSync(document.xdm))];
    const told = everything.filter((b) => Buffer.from(b).toString().includes(patient.ins!.value)).length;
    expect(told).toBe(shared ? 3 : 0);
  });

  test('the same input gives the same bytes', async () => {
    const [one, two] = [await freeze(), await freeze()];
    expect(one.document).toEqual(two.document);
  });

  test('E-DOC-12 a correction keeps the thread and names what it replaces', async () => {
    const { document } = await freeze({
      identifiers: { setId: '2.25.3', version: 2, replaces: '2.25.2' },
    });
    expect(document).toMatchObject({ setId: '2.25.3', version: 2 });
    expect(Buffer.from(document.cda).toString()).toContain(
      '<relatedDocument typeCode="RPLC"><parentDocument><id root="2.25.2"/>',
    );
  });

  test('a line in relation with an ALD makes it bizone', async () => {
    expect(
      (await freeze({ draft: draft(line({ ald: true }), line({ posology: 'x' })) })).document.title,
    ).toBe('Ordonnance bizone');
  });

  test('nothing is printed when a problem blocks or the identity contradicts itself', async () => {
    const never = () => Promise.reject(new Error('printed'));
    expect(await composeOrdonnance(input({ draft: draft() }), never)).toMatchObject({
      ok: false,
      error: { code: 'compose-incomplete' },
    });
    expect(await composeOrdonnance(input({ patient: { ...patient, ins: null } }), never)).toMatchObject({
      ok: false,
      error: { code: 'cda-identity' },
    });
  });
});

describe('problems of a draft', () => {
  test('a complete line has none', () => {
    expect(said(line())).toEqual([]);
  });
  test('no line, no posology and an unreadable character block', () => {
    expect(said()).toEqual(['null! Aucun médicament\u202f: ajoutez au moins une ligne.']);
    expect(said(line({ posology: ' ' }))).toEqual(['0! La posologie manque.']);
    expect(said(line({ posology: 'un\u0000' }))).toEqual([
      '0! Un texte de cette ligne contient un caractère illisible.',
    ]);
  });
  test('a missing duration is said, and left to the doctor', () => {
    expect(said(line({ duration: '' }))).toEqual(['0 La durée du traitement n’est pas précisée.']);
  });
  test('the same medicine twice is said', () => {
    expect(said(line(), line())).toEqual(['1 lévothyroxine sodique figure déjà à la ligne 1.']);
  });
  test('a secure medicine wants its quantities in words, its duration, and no renewal', () => {
    const secure = (change: Parameters<typeof line>[0]) =>
      line({ drug: { ...line().drug, secure: true }, ...change });
    expect(said(secure({ posology: 'deux gélules matin et soir', duration: 'quatorze jours' }))).toEqual([]);
    expect(said(secure({ posology: '2 gélules' }))).toEqual([
      '0! Ordonnance sécurisée\u202f: écrivez les quantités en toutes lettres (« un comprimé »).',
    ]);
    expect(said(secure({ posology: 'au besoin' }))).toHaveLength(1);
    expect(said(secure({ posology: 'une gélule', duration: '', renewals: 1 }))).toEqual([
      '0! La durée est obligatoire pour ce médicament.',
      '0! Ce médicament ne peut pas être renouvelé sur la même ordonnance.',
    ]);
  });
  test('the reason EFG is for children under six, to the day', async () => {
    const efg = draft(line({ nonSubstitutable: 'EFG' }));
    const born = (birthDate: string) => ({ ...patient, traits: { ...patient.traits, birthDate } });
    const problems = async (birthDate: string) =>
      (await previewOrdonnance(input({ draft: efg, patient: born(birthDate) }), async () => stubPdfA))
        .problems;
    expect(await problems('2020-11-24')).toEqual([]);
    expect(await problems('2020-11-23')).toMatchObject([{ line: 0, blocking: true }]);
  });
});

test('a preview shows an incomplete draft, without an identifier', async () => {
  let title = '';
  const preview = await previewOrdonnance(input({ draft: draft(line({ posology: '' })) }), async (o) => {
    title = o.uniqueId;
    return stubPdfA;
  });
  expect(title).toBe('(aperçu)');
  expect(preview.problems).toMatchObject([{ line: 0, blocking: true }]);
});
