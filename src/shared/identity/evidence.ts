/**
 * Evidence of identity that a practice may check (ins.md §2.5). Only the nature is recorded, never a copy.
 * `fort` lends the status validée or qualifiée; `faible` is noted and changes no status.
 */
export const evidenceDocuments = [
  { id: 'CNI', label: 'Carte nationale d’identité', degree: 'fort' },
  { id: 'PASSEPORT', label: 'Passeport', degree: 'fort' },
  { id: 'TITRE_SEJOUR', label: 'Titre de séjour', degree: 'fort' },
  { id: 'CARTE_UE', label: 'Carte d’identité d’un pays de l’Union européenne', degree: 'fort' },
  {
    id: 'EIDAS',
    label: 'Identité numérique (appli carte Vitale, Identité Numérique La Poste)',
    degree: 'fort',
  },
  { id: 'LIVRET_FAMILLE', label: 'Livret de famille', degree: 'faible' },
  { id: 'PERMIS', label: 'Permis de conduire', degree: 'faible' },
  { id: 'CARTE_VITALE', label: 'Carte Vitale seule', degree: 'faible' },
  { id: 'DECLARATION', label: 'Déclaration', degree: 'faible' },
] as const;

export type EvidenceDocument = (typeof evidenceDocuments)[number];
