import type { Ordonnance } from '../../src/shared/documents/ordonnance';
import type { PrescriptionLine } from '../../src/shared/prescription/prescription';

const line = (dci: string, more: Partial<PrescriptionLine> = {}): PrescriptionLine => ({
  drug: {
    cis: null,
    name: 'DOLIPRANE 1 000 mg',
    dci,
    strength: '1 g',
    form: 'comprimé',
    route: 'voie orale',
    atc: null,
    packaging: null,
    secure: false,
  },
  byDci: true,
  posology: '1 comprimé si douleur, sans dépasser 3 par jour',
  duration: '5 jours',
  renewals: 0,
  nonSubstitutable: null,
  ald: false,
  ...more,
});

/** An ordonnance as the composition hands it to the printer. */
export function ordonnance(more: Partial<Ordonnance> = {}): Ordonnance {
  return {
    title: 'Ordonnance',
    uniqueId: '2.25.123456789',
    place: 'Rennes',
    date: '2026-11-23T09:41:00+01:00',
    prescriber: {
      name: 'Dr Camille DOCTEUR-FICTIF',
      speciality: 'Médecine générale',
      rpps: '99700000120',
      practiceName: 'Cabinet fictif',
      addressLines: ['12, rue des Lices', '35000 Rennes'],
      phone: '02 99 00 00 00',
    },
    patient: {
      birthName: 'DURAND',
      firstNames: 'ELISE MARIE',
      firstGivenName: 'ELISE',
      usedName: null,
      usedFirstName: 'Élise',
      sex: 'F',
      birthDate: '1986-03-14',
      age: '40 ans',
      birthPlace: '35238',
      birthPlaceLabel: 'Rennes',
      ins: { value: '286033523801240', oid: '1.2.250.1.213.1.4.10' },
    },
    lines: [line('paracétamol')],
    note: '',
    rgpdMention: 'Données traitées pour votre prise en charge.',
    ...more,
  };
}
export { line };
