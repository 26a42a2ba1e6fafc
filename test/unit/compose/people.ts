import type { FrozenDocument } from '../../../src/main/compose/frozen';
import { composeOrdonnance, type OrdonnanceInput } from '../../../src/main/compose/ordonnance';
import type { Ordonnance } from '../../../src/shared/documents/ordonnance';
import { seededIds } from '../../../src/shared/ids';
import type { PrescriptionLine } from '../../../src/shared/prescription/prescription';
import { header, patient } from '../cda/example';
import { stubPdfA } from '../cda/variants';

export const line = (change: Partial<PrescriptionLine> = {}): PrescriptionLine => ({
  drug: {
    cis: null,
    name: 'LEVOTHYROX 75 microgrammes, comprimé sécable',
    dci: 'lévothyroxine sodique',
    strength: '75 µg',
    form: 'comprimé sécable',
    route: 'orale',
    atc: 'H03AA01',
    packaging: null,
    secure: false,
  },
  byDci: false,
  posology: '1 comprimé le matin à jeun',
  duration: '6 semaines',
  renewals: 0,
  nonSubstitutable: null,
  ald: false,
  ...change,
});

export const input = (change: Partial<OrdonnanceInput> = {}): OrdonnanceInput => ({
  draft: { kind: 'ordonnance', patientId: patient.id, lines: [line()], note: '' },
  patient,
  professional: header.author,
  situation: header.situation,
  practice: header.practice,
  software: { name: 'Colloque', version: '0.1.0' },
  settings: { rgpdMention: 'Mention.' },
  now: new Date('2026-11-23T09:30:00Z'),
  ids: seededIds('compose'),
  ...change,
});

/** Freezes with a printer that keeps what it was given. */
export async function freeze(
  change: Partial<OrdonnanceInput> = {},
): Promise<{ document: FrozenDocument; printed: Ordonnance }> {
  const printed: Ordonnance[] = [];
  const result = await composeOrdonnance(input(change), async (o) => {
    printed.push(o);
    return stubPdfA;
  });
  if (!result.ok) throw new Error(`${result.error.code} ${result.error.detail ?? ''}`);
  return { document: result.value, printed: printed[0]! };
}
