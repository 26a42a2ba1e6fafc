import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../src/main/dmp/catalogue';
import { refusal, worst } from '../../../src/main/dmp/failure';
import { readRegistryResponse } from '../../../src/main/dmp/registryResponse';
import { codes, phrases } from '../../../src/main/dmp/serverCodes';
import { readExistence } from '../../../src/main/dmp/testExistence';
import { parseXmlText } from '../../../src/main/xml/parse';

const patient = { value: '286033523801240', oid: '1.2.250.1.213.1.4.10' };
const parsed = (xml: string) => {
  const result = parseXmlText(xml);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const existence = ({
  ack = 'AA',
  ackDetail = '',
  authorisation = 'VALIDE',
  response = 'OK',
  status = 'active',
  id = patient.value,
  root = patient.oid,
} = {}) =>
  readExistence(
    parsed(
      `<PRPA_IN201308UV02 xmlns="urn:hl7-org:v3"><attentionLine><keyWordText code="STATUT_MT"/><value value="true"/></attentionLine>${
        authorisation &&
        `<attentionLine><keyWordText code="AUTORISATION"/><value code="${authorisation}"/></attentionLine>`
      }<acknowledgement typeCode="${ack}">${ackDetail}</acknowledgement><controlActProcess>${
        response === 'OK'
          ? `<subject><registrationEvent><subject1><patient><id root="1.2.250.1.213.1.4.2" extension="1"/><id root="${root}" extension="${id}"/><statusCode code="${status}"/><patientPerson><name><given>ELISE</given><family qualifier="BR">DURAND</family><family qualifier="SP">MARTIN</family></name><administrativeGenderCode code="F"/><birthTime value="19860314"/></patientPerson></patient></subject1></registrationEvent></subject>`
          : ''
      }<queryAck><queryResponseCode code="${response}"/></queryAck></controlActProcess></PRPA_IN201308UV02>`,
    ),
    patient,
  );

describe('TD0.2', () => {
  test('an open DMP, with the traits for a comparison in memory', () => {
    expect(existence()).toEqual({
      ok: true,
      value: {
        state: 'open',
        authorisation: 'valid',
        traits: { birthName: 'DURAND', firstName: 'ELISE', sex: 'F', birthDate: '1986-03-14' },
      },
    });
  });
  test.each([
    [{ status: 'terminated' }, { state: 'closed' }],
    [{ response: 'NF' }, { state: 'not-found', traits: null }],
    [{ authorisation: 'EXPIREE' }, { authorisation: 'expired' }],
    [{ authorisation: 'INTERDITE' }, { authorisation: 'denied' }],
    [{ authorisation: 'INEXISTANTE' }, { authorisation: 'none' }],
    [{ authorisation: 'AUTRE' }, { authorisation: 'unknown' }],
    [{ authorisation: '' }, { authorisation: 'unknown' }],
  ])('%j → %j', (given, value) => expect(existence(given)).toMatchObject({ ok: true, value }));
  test.each([
    ['another matricule', { id: '186033523801243' }],
    ['the same matricule under another authority', { root: '1.2.250.1.213.1.4.8' }],
  ])('an answer about %s is not used', (_, given) =>
    expect(existence(given)).toMatchObject({ ok: false, error: { code: 'dmp-other-patient' } }),
  );
  test('a reject is read before the rest, with its code', () => {
    const ackDetail =
      '<acknowledgementDetail><code code="DMPClosed"/><text>fermé</text></acknowledgementDetail>';
    expect(existence({ ack: 'AE', ackDetail })).toMatchObject({ error: { code: 'dmp-closed' } });
    expect(existence({ ack: 'AR' })).toMatchObject({ error: { code: 'dmp-refused' } });
  });
});

describe('refusals of the DMP', () => {
  test.each(Object.entries(codes))('%s', (code, ours) => {
    expect(refusal(code, '').code).toBe(ours);
    expect(refusal(`urn:oasis:names:tc:ebxml-regrep:ErrorCode:${code}`, '').code).toBe(ours);
  });
  test.each(phrases)('« %s », without accents or case', (phrase, ours) =>
    expect(refusal('', phrase.toUpperCase().normalize('NFD').replace(/\p{M}/gu, '')).code).toBe(ours),
  );
  test('no sentence leaks a name or a matricule into the log', () => {
    const { detail } = refusal(
      'XDSPatientIdDoesNotMatch',
      "Le patient LE GALL-D'EXEMPLE 286033523801240 (1986) ≠ X",
    );
    expect(detail).not.toMatch(/GALL|EXEMPLE|28603/);
    expect(detail).toContain('XDSPatientIdDoesNotMatch');
  });
  test('of several, the one that will never pass is shown', () => {
    expect(worst([refusal('XDSRegistryBusy', ''), refusal('XDSRegistryMetadataError', '')]).code).toBe(
      'dmp-metadata',
    );
  });
  test('every sentence ends, and holds no space a line may break before a sign', () => {
    for (const { message, action } of Object.values(catalogue))
      for (const sentence of [message, action]) {
        expect(sentence).toMatch(/\.$/);
        expect(sentence).not.toMatch(/ [:;!?]|'/);
      }
  });
});

describe('a RegistryResponse', () => {
  const response = (status: string, ...errors: string[]) =>
    readRegistryResponse(
      parsed(
        `<r:RegistryResponse xmlns:r="urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0" status="urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:${status}"><r:RegistryErrorList>${errors.join('')}</r:RegistryErrorList></r:RegistryResponse>`,
      ),
    );
  const error = (code: string, severity: string) =>
    `<r:RegistryError errorCode="${code}" codeContext="DURAND" severity="urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:${severity}"/>`;
  test('with a warning is a success', () => {
    expect(response('Success', error('XDSFoo', 'Warning'))).toEqual({
      status: 'Success',
      failures: [],
      summary: 'Success XDSFoo',
    });
  });
  test('that fails in part says why', () => {
    expect(response('PartialSuccess', error('XDSRegistryBusy', 'Error'))).toMatchObject({
      status: 'PartialSuccess',
      failures: [{ code: 'dmp-busy', retry: 'later' }],
    });
  });
});
