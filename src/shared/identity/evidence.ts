/**
 * Evidence of identity that a practice may check (ins.md §2.5). Only the nature is recorded, never a copy.
 * `fort` lends the status validée or qualifiée; `faible` is noted and changes no status.
 */
export const evidenceDocuments = [
  { id: 'cni', label: 'Carte nationale d’identité', degree: 'fort' },
  { id: 'passeport', label: 'Passeport', degree: 'fort' },
  { id: 'titre-sejour', label: 'Titre de séjour', degree: 'fort' },
  { id: 'cni-ue', label: 'Carte d’identité d’un pays de l’Union européenne', degree: 'fort' },
  {
    id: 'eidas',
    label: 'Identité numérique (appli carte Vitale, Identité Numérique La Poste)',
    degree: 'fort',
  },
  { id: 'livret-famille', label: 'Livret de famille', degree: 'faible' },
  { id: 'permis', label: 'Permis de conduire', degree: 'faible' },
  { id: 'carte-vitale', label: 'Carte Vitale seule', degree: 'faible' },
  { id: 'declaration', label: 'Déclaration', degree: 'faible' },
] as const;

export type EvidenceDocument = (typeof evidenceDocuments)[number];
