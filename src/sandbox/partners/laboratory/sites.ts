import {
  biologist,
  type FictiveProfessional,
  type FictiveStructure,
  laboratory,
  portBiologist,
  portLaboratory,
} from '../../professionals';

/** A laboratory: its staff, its accreditation, and the system of its own analysis codes. */
export interface LaboratorySite {
  structure: FictiveStructure;
  biologist: FictiveProfessional;
  /** COFRAC. */
  accreditation: string;
  /** OID of the codes of its SGL. */
  localCodes: string;
}

export const sites = {
  biolab: {
    structure: laboratory,
    biologist,
    accreditation: '8-9999',
    localCodes: '1.2.250.1.999.2.4.17',
  },
  port: {
    structure: portLaboratory,
    biologist: portBiologist,
    accreditation: '8-9998',
    localCodes: '1.2.250.1.999.2.4.18',
  },
} as const satisfies Record<string, LaboratorySite>;

export type SiteName = keyof typeof sites;
export const isSite = (name: string): name is SiteName => Object.hasOwn(sites, name);
