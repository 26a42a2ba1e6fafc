import { config } from 'zod';

/** zod probes `new Function` unless told not to; the policy would report each probe. Imported before any schema. */
config({ jitless: true });
