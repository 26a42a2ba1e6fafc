import { documentClass, type Letter, loinc, reportClass } from '../writer/letter';

/** What a colleague in town sends. */
export type ColleagueScenario = { sentence: string; patient: number; prefix: string } & (
  | { letter: Letter }
  | { synthesis: Synthesis }
);

/** A patient's summary. Dates are HL7 (`AAAAMMJJ`); null when nobody knows. */
export interface Synthesis {
  problems: readonly { label: string; cim10: { code: string; label: string } | null; since: string | null }[];
  past: readonly { label: string; cim10: { code: string; label: string }; from: string; to: string }[];
  risks: string;
  vigilance: string;
  treatments: readonly { label: string; cis: string; dosage: string; since: string }[];
}

/** What the colleague sends, by name. */
export const colleagueScenarios = {
  'specialist-letter': {
    sentence: 'Lettre de consultation d’une endocrinologue, N1',
    patient: 0,
    prefix: 'CS',
    letter: {
      type: loinc('11488-4', 'CR ou fiche de consultation ou de visite'),
      classCode: reportClass,
      title: 'Consultation d’endocrinologie',
      act: null,
      lines: [
        'Cher confrère, merci de m’avoir adressé votre patiente pour une TSH à 6,8 mUI/L.',
        'Examen clinique sans particularité, anticorps anti-TPO demandés.',
        'Conclusion : hypothyroïdie fruste probable. Contrôle de TSH et T4 libre dans trois mois.',
        'Pas de traitement à ce stade.',
      ],
    },
  },
  'vaccination-note': {
    sentence: 'Note de vaccination (grippe saisonnière), N1',
    patient: 11,
    prefix: 'VAC',
    letter: {
      type: loinc('87273-9', 'Note de vaccination'),
      classCode: documentClass('52', 'Certificat, déclaration'),
      title: 'Note de vaccination',
      act: null,
      lines: [
        'Vaccin : grippe saisonnière 2026-2027, une dose, voie intramusculaire, deltoïde gauche.',
        'Lot FICTIF-2611, péremption 06/2027. Tolérance immédiate bonne.',
      ],
    },
  },
  vsm: {
    sentence: 'Volet de synthèse médicale structuré (N3) d’un confrère',
    patient: 1,
    prefix: 'VSM',
    synthesis: {
      problems: [
        {
          label: 'Fibrillation atriale permanente',
          cim10: { code: 'I48.2', label: 'Fibrillation auriculaire chronique' },
          since: '20180611',
        },
        {
          label: 'Hypertension artérielle',
          cim10: { code: 'I10', label: 'Hypertension essentielle (primitive)' },
          since: '20090302',
        },
        { label: 'Lombalgies communes', cim10: null, since: null },
      ],
      past: [
        {
          label: 'Pneumopathie franche lobaire aiguë',
          cim10: { code: 'J18.1', label: 'Pneumopathie lobaire, sans précision' },
          from: '20210204',
          to: '20210301',
        },
      ],
      risks: 'Tabagisme sevré en 2015. Père : infarctus du myocarde à 58 ans.',
      vigilance: 'Sous antivitamine K : INR cible entre 2 et 3.',
      treatments: [
        {
          label: 'PLAVIX 75 mg, comprimé pelliculé',
          cis: '63564053',
          dosage: '1 comprimé le matin',
          since: '20230115',
        },
      ],
    },
  },
} as const satisfies Record<string, ColleagueScenario>;
