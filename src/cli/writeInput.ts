import { z } from 'zod';
import { configurationSchema } from '../shared/configuration';
import { patientSchema } from '../shared/identity/patient';
import { limits } from '../shared/limits';
import { prescriptionDraftSchema } from '../shared/prescription/prescription';
import { professionalIdentitySchema, situationSchema } from '../shared/professional/professional';

const short = z.string().max(limits.searchLength);

const recipientSchema = z.strictObject({
  nationalId: short.nullable(),
  familyName: short,
  givenName: short.nullable(),
  civility: z.enum(['M', 'MME']).nullable(),
  title: short.nullable(),
  structureId: short.nullable(),
  structureName: short.nullable(),
  address: short.nullable(),
});

/** What `write ordonnance --from` reads. With `at` and `identifiers` the output is the same byte for byte. */
export const ordonnanceFileSchema = z.strictObject({
  kind: z.literal('ordonnance'),
  at: z.iso.datetime({ offset: true }).optional(),
  identifiers: z
    .strictObject({
      uniqueId: short,
      setId: short,
      version: z.number().int(),
      replaces: short.nullable(),
      lotId: short,
    })
    .partial()
    .optional(),
  patient: patientSchema.strict(),
  professional: professionalIdentitySchema.strict(),
  situation: situationSchema.strict(),
  practice: configurationSchema.shape.practice.strict(),
  software: z.strictObject({ name: short, version: short }),
  settings: z.strictObject({ rgpdMention: z.string().max(500) }),
  recipients: z.array(recipientSchema).max(50).optional(),
  draft: prescriptionDraftSchema.strict(),
});
export type OrdonnanceFile = z.infer<typeof ordonnanceFileSchema>;

/** A complete input with fictive people: what `--example` prints. The INS is of the test authority. */
export const ordonnanceExample: z.input<typeof ordonnanceFileSchema> = {
  kind: 'ordonnance',
  at: '2026-11-23T10:30:00+01:00',
  identifiers: {
    uniqueId: '2.25.220138512345678901234567890123456789',
    setId: '2.25.118138512345678901234567890123456780',
    version: 1,
    replaces: null,
    lotId: '2.25.330138512345678901234567890123456781',
  },
  patient: {
    id: 'p-0001',
    traits: {
      birthName: 'DURAND',
      firstNames: 'ELISE MARIE',
      firstGivenName: 'ELISE',
      sex: 'F',
      birthDate: '1986-03-14',
      birthPlace: '35238',
    },
    usedName: null,
    usedFirstName: null,
    ins: { value: '286033523801253', oid: '1.2.250.1.213.1.4.10' },
    status: 'qualifiee',
    attributes: [],
    evidence: 'carte nationale d’identité',
    uncertainBirthDate: false,
    birthPlaceLabel: 'RENNES',
    address: '12 rue des Essais\n35000 RENNES',
    phone: '02 99 00 00 00',
  },
  professional: {
    nationalId: '899700000120',
    rpps: '99700000120',
    familyName: 'DOCTEUR-FICTIF',
    givenName: 'CAMILLE',
    civility: 'M',
    profession: '10',
    speciality: 'SM26',
    situations: [{ structureId: '499700000012001', structureName: 'CABINET DOCTEUR-FICTIF', sector: 'SA07' }],
    cardSerial: null,
  },
  situation: { structureId: '499700000012001', structureName: 'CABINET DOCTEUR-FICTIF', sector: 'SA07' },
  practice: {
    name: 'CABINET DOCTEUR-FICTIF',
    structureId: '499700000012001',
    addressLines: ['3 place des Essais'],
    postalCode: '35000',
    city: 'RENNES',
    phone: '02 99 11 11 11',
    oid: '1.2.250.1.999.1.1.8121',
    facilityType: 'SA07',
    practiceSetting: 'AMBULATOIRE',
  },
  software: { name: 'Colloque', version: '0.1.0' },
  settings: {
    rgpdMention: 'Données traitées pour votre prise en charge\u202f; droits d’accès auprès du cabinet.',
  },
  recipients: [
    {
      nationalId: '899700000138',
      familyName: 'KERVELLA-FICTIF',
      givenName: 'Yann',
      civility: 'M',
      title: 'DR',
      structureId: '499700000138001',
      structureName: 'CABINET DE CARDIOLOGIE FICTIF',
      address: 'yann.kervella-fictif@medecin.test.mssante.fr',
    },
  ],
  draft: {
    kind: 'ordonnance',
    patientId: 'p-0001',
    lines: [
      {
        drug: {
          cis: null,
          name: 'LEVOTHYROX 75 microgrammes, comprimé sécable',
          dci: 'lévothyroxine sodique',
          strength: '75 µg',
          form: 'comprimé sécable',
          route: 'orale',
          atc: 'H03AA01',
          packaging: null,
          secure: false,
        },
        byDci: false,
        posology: '1 comprimé le matin à jeun',
        duration: '6 semaines',
        renewals: 1,
        nonSubstitutable: 'MTE',
        ald: false,
      },
    ],
    note: 'Contrôle de la TSH dans six semaines.',
  },
};
