import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from '../shared/configuration';
import { insOids } from '../shared/identity/ins';
import type { Ids } from '../shared/ids';
import { REPOSITORY } from './dmp/registry';
import type { Pki } from './pki/pki';
import { doctor, practice } from './professionals';

interface Addresses {
  pki: Pki;
  stateDir: string;
  ids: Ids;
  dmpBase: string;
  insiUrl: string;
  insiAuthorisation: string;
  imap: Configuration['mss']['imap'];
  smtp: Configuration['mss']['smtp'];
  cardPort: number | null;
}

/** The configuration of a product that takes the bac à sable for the world: addresses, anchors, a reader. */
export function sandboxConfiguration(at: Addresses): Configuration {
  return {
    sandbox: true,
    practice: {
      name: practice.name,
      structureId: practice.id,
      addressLines: [...practice.addressLines],
      postalCode: practice.postalCode,
      city: practice.city,
      phone: practice.phone,
      oid: '1.2.250.1.999.1.1',
      facilityType: practice.sector,
      practiceSetting: 'AMBULATOIRE',
      people: [
        { id: doctor.rpps, name: 'Dr Camille DOCTEUR-FICTIF', role: 'doctor' },
        { id: 'secretariat', name: 'Secrétariat', role: 'secretary' },
      ],
    },
    insOids: [insOids.nirTest],
    trust: at.pki.trust,
    client: at.pki.client,
    software: {
      name: 'Colloque',
      version: '0.1.0',
      dmpHomologation: 'BAC-A-SABLE',
      insiAuthorisation: at.insiAuthorisation,
      nil: 'BAC-A-SABLE',
      installation: installation(at.stateDir, at.ids),
    },
    dmp: {
      base: at.dmpBase,
      repositoryUniqueId: REPOSITORY,
      mode: 'DIRECTE',
      vihfVersion: '3.0',
      modeAttribute: 'Authentification_mode',
    },
    insi: { url: at.insiUrl },
    mss: {
      address: doctor.address,
      displayName: 'Dr_Camille_DOCTEUR-FICTIF_Cabinet_fictif',
      imap: { host: 'localhost', port: at.imap.port, security: at.imap.security },
      smtp: { host: 'localhost', port: at.smtp.port, security: at.smtp.security },
      auth: 'certificate',
      allowTls13: false,
    },
    card: {
      reader:
        at.cardPort === null ? { kind: 'pcsc' } : { kind: 'network', host: '127.0.0.1', port: at.cardPort },
    },
  };
}

/** Stable for this installation (ins.md §5.3). */
function installation(stateDir: string, ids: Ids): string {
  const file = join(stateDir, 'installation');
  if (!existsSync(file)) writeFileSync(file, ids.uuid());
  return readFileSync(file, 'utf8').trim();
}
