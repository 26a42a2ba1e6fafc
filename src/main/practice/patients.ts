import { ok } from '../../shared/result';
import { documentLife } from '../inbox/life';
import { refreshVerdicts } from '../inbox/verdicts';
import { verifyPatientIns } from '../inbox/verifyPatient';
import { checkEvidence } from '../patients/evidence';
import { callInsi } from '../patients/insi';
import { listRefusedIns } from '../patients/refusedIns';
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
  | 'patients.verifyIns'
  | 'patients.insRefused'
  | 'patients.checkEvidence'
  | 'documents.open'
  | 'documents.life'
  | 'documents.attachment'
  | 'documents.presentation'
> {
  const { store, configuration, clock, ids, insi } = means;
  const call = () => ({ store, insi, insOids: configuration.insOids, clock, ids, who: means.act().who });
  const identityChanged = async () => {
    await refreshVerdicts(store, means.act(), configuration.insOids);
    means.changed('patients', 'inbox');
  };
  return {
    'patients.search': async ({ query }) => ok(await searchPatients(store.db, query, clock.now())),
    'patients.open': ({ patientId }) => openRecord(store, means.act(), patientId),
    'patients.callInsi': async ({ patientId }) => {
      const result = await callInsi(call(), patientId);
      if (result.ok) await identityChanged();
      return result;
    },
    'patients.verifyIns': async ({ patientId }) => {
      const result = await verifyPatientIns(call(), patientId);
      if (result.ok) await identityChanged();
      return result;
    },
    'patients.insRefused': async () => ok(await listRefusedIns(store.db, clock.now())),
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
