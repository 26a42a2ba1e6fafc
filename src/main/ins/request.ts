import type { Configuration } from '../../shared/configuration';
import type { Ids } from '../../shared/ids';
import { el, type Markup } from '../soap/markup';
import type { InsiQuery } from './port';

export const SEARCH_BY_TRAITS = 'urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecTraitsIdentite';

/** `ContexteBAM` and `ContexteLPS` (ins.md §5.3). `sender` is the national id of the professional. */
export function contexts(software: Configuration['software'], sender: string, ids: Ids, now: Date): Markup[] {
  const time = now.toISOString();
  return [
    el(
      'bam:ContexteBAM',
      { 'xmlns:bam': 'urn:siram:bam:ctxbam', Version: '01_02' },
      el('bam:Id', {}, ids.uuid()),
      el('bam:Temps', {}, time),
      el('bam:Emetteur', {}, sender),
      // Empty: no Vitale card in a search by traits.
      el('bam:COUVERTURE'),
    ),
    el(
      'lps:ContexteLPS',
      { 'xmlns:lps': 'urn:siram:lps:ctxlps', Nature: 'CTXLPS', Version: '01_00' },
      el('lps:Id', {}, ids.uuid()),
      el('lps:Temps', {}, time),
      el('lps:Emetteur', {}, sender),
      el(
        'lps:LPS',
        {},
        el('lps:IDAM', { R: '4' }, software.insiAuthorisation),
        el('lps:Version', {}, software.version),
        el('lps:Instance', {}, software.installation),
        el('lps:Nom', {}, `urn:lps:${software.name}:${software.version}`),
      ),
    ),
  ];
}

/** Body of WS_INS2 (ins.md §5.5). */
export const searchByTraits = (query: InsiQuery): Markup =>
  el(
    'q:RECSANSVITALE',
    { 'xmlns:q': 'http://www.cnamts.fr/INSiRecSans' },
    el('q:NomNaissance', {}, query.birthName),
    query.firstNames.map((name) => el('q:Prenom', {}, name)),
    el('q:Sexe', {}, query.sex),
    el('q:DateNaissance', {}, query.birthDate),
    query.birthPlace && el('q:LieuNaissance', {}, query.birthPlace),
  );
