import type { Configuration } from '../../src/shared/configuration';
import { insOids } from '../../src/shared/identity/ins';

/** A practice whose services answer nobody: every address is a closed port of this machine. */
export function offlineConfiguration(): Configuration {
  const closed = { host: '127.0.0.1', port: 9 };
  return {
    sandbox: true,
    practice: {
      name: 'CABINET FICTIF',
      structureId: '499700000012001',
      addressLines: ['12, rue des Lices'],
      postalCode: '35000',
      city: 'Rennes',
      phone: '02 99 00 00 00',
      oid: '1.2.250.1.999.1',
      facilityType: 'SA07',
      practiceSetting: 'AMBULATOIRE',
    },
    insOids: [insOids.nirTest],
    trust: [],
    client: { certificate: '', key: '' },
    software: {
      name: 'Colloque',
      version: '0.1.0',
      dmpHomologation: 'TEST',
      insiAuthorisation: 'TEST',
      nil: 'TEST',
      installation: '00000000-0000-4000-8000-000000000000',
    },
    dmp: {
      base: 'https://127.0.0.1:9/si-dmp-server/v2/services',
      repositoryUniqueId: '1.2.250.1.213.4.1.1.1.2',
      mode: 'DIRECTE',
      vihfVersion: '3.0',
      modeAttribute: 'Authentification_mode',
    },
    insi: { url: 'https://127.0.0.1:9/insi' },
    mss: {
      address: 'camille.docteur-fictif@cabinet.mssante.fr',
      displayName: 'Dr Camille DOCTEUR-FICTIF',
      imap: { ...closed, security: 'implicit' },
      smtp: { ...closed, security: 'implicit' },
      auth: 'certificate',
      allowTls13: false,
    },
    card: { reader: { kind: 'network', ...closed } },
  };
}
