import { ok } from '../../shared/result';
import { documentLife } from '../inbox/life';
import { refreshVerdicts } from '../inbox/verdicts';
import { checkEvidence } from '../patients/evidence';
import { callInsi } from '../patients/insi';
import { searchPatients } from '../patients/search';
import { documentAttachment, openDocument, openRecord } from '../records/record';
import type { Handlers, Means } from './means';
import { presentation } from './presentation';

export function patientHandlers(
  means: Means,
): Handlers<
  | 'patients.search'
  | 'patients.open'
  | 'patients.callInsi'
  | 'patients.checkEvidence'
  | 'documents.open'
  | 'documents.life'
  | 'documents.attachment'
  | 'documents.presentation'
> {
  const { store, configuration, clock, ids, insi } = means;
  const identityChanged = async () => {
    await refreshVerdicts(store, configuration.insOids);
    means.changed('patients', 'inbox');
  };
  return {
    'patients.search': async ({ query }) => ok(await searchPatients(store.db, query, clock.now())),
    'patients.open': ({ patientId }) => openRecord(store, means.act(), patientId),
    'patients.callInsi': async ({ patientId }) => {
      const remembered = {
        ...insi,
        searchByTraits: async (query: Parameters<typeof insi.searchByTraits>[0]) => {
          const answer = await insi.searchByTraits(query);
          means.services.insi = answer.ok ? null : answer.error;
          means.changed('services');
          return answer;
        },
      };
      const { who } = means.act();
      const call = { store, insi: remembered, insOids: configuration.insOids, clock, ids, who };
      const result = await callInsi(call, patientId);
      if (result.ok) await identityChanged();
      return result;
    },
    'patients.checkEvidence': async ({ patientId, evidence }) => {
      const result = await checkEvidence(store, means.act(), patientId, evidence);
      if (result.ok) await identityChanged();
      return result;
    },
    'documents.open': ({ documentId }) => openDocument(store, means.act(), documentId),
    'documents.life': ({ documentId }) => documentLife(store, documentId),
    'documents.attachment': ({ documentId, index }) => documentAttachment(store.db, documentId, index),
    'documents.presentation': ({ documentId }) => presentation(means, documentId),
  };
}
