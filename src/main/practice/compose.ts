import { ok } from '../../shared/result';
import { previewOrdonnance } from '../compose/ordonnance';
import { findPatient } from '../patients/repository';
import { destinationsOf } from './destinations';
import type { Handlers, Means } from './means';
import { readSettings } from './settings';
import { situationOf, validateOrdonnance } from './validate';

export function composeHandlers(
  means: Means,
): Handlers<'compose.searchDrugs' | 'compose.destinations' | 'compose.preview' | 'compose.validate'> {
  const { store, configuration, clock, cardDesk } = means;
  return {
    'compose.searchDrugs': async ({ query }) => ok(means.drugs.search(query)),
    'compose.destinations': async ({ patientId }) => {
      const patient = await findPatient(store.db, patientId);
      if (!patient.ok) return patient;
      return ok(destinationsOf(patient.value, await readSettings(store), configuration.mss));
    },
    'compose.preview': async ({ draft }) => {
      const patient = await findPatient(store.db, draft.patientId);
      if (!patient.ok) return patient;
      const professional = cardDesk.professional();
      if (!professional.ok) return professional;
      const { pdf, fileName, problems } = await previewOrdonnance(
        {
          draft,
          patient: patient.value,
          professional: professional.value.identity,
          situation: situationOf(professional.value, configuration.practice.structureId),
          practice: configuration.practice,
          settings: await readSettings(store),
          now: clock.now(),
        },
        means.renderOrdonnance,
      );
      return ok({ mediaType: 'application/pdf', fileName, bytes: new Uint8Array(pdf), problems });
    },
    'compose.validate': async ({ draft, destinations }) => {
      const validated = await validateOrdonnance(means, draft, destinations);
      if (!validated.ok) return validated;
      means.changed('outbox', 'patients');
      // It leaves in its own time: the doctor goes on.
      means.sender
        .run()
        .catch((thrown: unknown) =>
          means.log.error('outbox.stopped', { name: thrown instanceof Error ? thrown.name : 'unknown' }),
        );
      return validated;
    },
  };
}
