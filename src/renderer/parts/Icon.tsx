import type { DocumentKind } from '../../shared/documents/kinds';

/** Strokes on a grid of 20: our own drawings, one weight. */
const paths = {
  reception: 'M10 3v9m0 0 3.5-3.5M10 12 6.5 8.5M3 12.5V17h14v-4.5',
  dossier: 'M3 5.5h5l1.5 2H17V16H3z',
  envois: 'M10 13V4m0 0L6.5 7.5M10 4l3.5 3.5M3 12.5V17h14v-4.5',
  rediger: 'M4 16l1-4 8.5-8.5 3 3L8 15zM12 5l3 3',
  reglages: 'M3 6h8m4 0h2M3 14h2m4 0h8M13 4v4M7 12v4',
  flask: 'M8 3h4M8.5 3v5L4.5 16h11l-4-8V3M6.5 12h7',
  scan: 'M3 6V3h3m8 0h3v3m0 8v3h-3M6 17H3v-3M6 7h8v6H6z',
  letter: 'M3 5h14v10H3zM3 5.5l7 5.5 7-5.5',
  pill: 'M5 10.5l5.5-5.5a3.2 3.2 0 0 1 4.5 4.5L9.5 15A3.2 3.2 0 0 1 5 10.5zM7.8 7.8l4.4 4.4',
  sum: 'M4 4h12M4 8h12M4 12h8M4 16h5',
  knife: 'M4 16l9-12c2 1.5 2 4 .5 6L10 14zM4 16h5',
  syringe: 'M4 16l3-3m-1.5-3.5 5 5L16 9l-5-5zM13 3l4 4M11 9l-2-2',
  paper: 'M5 3h7l3 3v11H5zM12 3v3h3M8 10h5M8 13h5',
  question:
    'M7.5 7.5a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.9M10 14.6v.4M10 2.8a7.2 7.2 0 1 0 0 14.4 7.2 7.2 0 0 0 0-14.4z',
  alert: 'M10 3 2.5 16.5h15zM10 8v4m0 2.2v.4',
  check: 'M4 10.5l4 4 8-9',
  search: 'M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13 13l4 4',
  person:
    'M10 3.5a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4zM3.5 17c.6-3.4 3-5.2 6.5-5.2s5.900 1.800 6.500 5.200',
  close: 'M5 5l10 10M15 5 5 15',
  up: 'M10 15V5m0 0L6 9m4-4 4 4',
  down: 'M10 5v10m0 0 4-4m-4 4-4-4',
  help: 'M7.500 7.500a2.500 2.500 0 1 1 3.600 2.300c-.8.4-1.100.9-1.100 1.900M10 14.600v.4',
} as const;
export type IconName = keyof typeof paths;

export const kindIcons: Record<DocumentKind, IconName> = {
  biology: 'flask',
  imaging: 'scan',
  'discharge-letter': 'letter',
  'hospital-report': 'paper',
  'operative-report': 'knife',
  'emergency-report': 'paper',
  prescription: 'pill',
  'imaging-request': 'scan',
  'medical-summary': 'sum',
  letter: 'letter',
  pathology: 'flask',
  vaccination: 'syringe',
  'child-examination': 'person',
  certificate: 'paper',
  dispensation: 'pill',
  'care-plan': 'sum',
  'patient-document': 'person',
  other: 'paper',
};

/** Decoration beside a word, never instead of one. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <path d={paths[name]} />
  </svg>
);
