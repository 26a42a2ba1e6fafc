/** What `GET transcoding` answers. */
export interface TranscodingReport {
  file: string;
  lines: number;
  problems: readonly { line: number; problem: string }[];
  unmapped: readonly { site: string; code: string; label: string; times: number }[];
}

/** What `GET hospital` answers. */
export interface HospitalReport {
  admitted: number;
  filed: readonly { ipp: string; title: string; sender: string }[];
  refused: readonly { subject: string; reason: string }[];
}

const orNone = (lines: string[], none: string) => (lines.length ? lines : [`  ${none}`]);

/** The laboratories' table for a trainer's eyes: where it is, what is wrong in it, what it could not map. */
export const transcodingLines = (r: TranscodingReport): string[] => [
  `Table de transcodage : ${r.file} (${r.lines} codes)`,
  ...r.problems.map((p) => `  ligne ${p.line} refusée : ${p.problem}`),
  'Parti sans LOINC, sous le code du laboratoire :',
  ...orNone(
    r.unmapped.map((u) => `  ${u.site} ${u.code} « ${u.label} », ${u.times} fois`),
    'rien depuis le démarrage',
  ),
];

/** What the hospital did with its mail. */
export const hospitalLines = (r: HospitalReport): string[] => [
  `Patients connus de la GAM : ${r.admitted}`,
  'Intégré au dossier :',
  ...orNone(
    r.filed.map((f) => `  IPP ${f.ipp} : ${f.title} – ${f.sender}`),
    'rien',
  ),
  'Refusé, à traiter à la main :',
  ...orNone(
    r.refused.map((f) => `  ${f.subject} : ${f.reason}`),
    'rien',
  ),
];
