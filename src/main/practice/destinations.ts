import type { Configuration } from '../../shared/configuration';
import type { Settings } from '../../shared/contract/status';
import type { Destination } from '../../shared/exchange/outbox';
import { type Patient, sharableIns } from '../../shared/identity/patient';
import { patientMailbox } from '../cda/write/patient';

const UNQUALIFIED =
  'L’INS de ce patient n’est pas qualifiée\u202f: appelez INSi et contrôlez une pièce d’identité.';

/** Where a document of this patient may go: the DMP and the patient by default (E-DMP-01, E-MES-03), both only under a qualified INS (E-MES-01). */
export function destinationsOf(
  patient: Patient,
  settings: Settings,
  mss: Configuration['mss'],
): Destination[] {
  const qualified = sharableIns(patient) !== null;
  return [
    {
      id: 'dmp',
      channel: 'dmp',
      label: 'DMP',
      detail: 'Dossier médical partagé du patient',
      address: null,
      chosen: qualified,
      blocked: qualified ? null : UNQUALIFIED,
    },
    {
      id: 'patient',
      channel: 'mss-patient',
      label: 'Mon espace santé',
      detail: 'Messagerie du patient',
      address: patientMailbox(patient),
      chosen: qualified,
      blocked: qualified ? null : UNQUALIFIED,
    },
    ...settings.correspondents
      .filter((c) => c.address.toLowerCase() !== mss.address.toLowerCase())
      .map(
        (c): Destination => ({
          id: `mss:${c.address.toLowerCase()}`.slice(0, 200),
          channel: 'mss-professional',
          label: c.name,
          detail: [c.speciality, c.address].filter(Boolean).join(' · '),
          address: c.address,
          chosen: false,
          blocked: null,
        }),
      ),
  ];
}
