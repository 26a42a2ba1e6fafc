import type { Failure } from '../../shared/failure';
import type { Ins } from '../../shared/identity/ins';
import type { Ids } from '../../shared/ids';
import { err, ok, type Result } from '../../shared/result';
import { el, type Markup } from '../soap/markup';
import { at, attribute, child, childrenOf, descendants, words, type XmlElement } from '../xml/element';
import { call, type DmpRoom, type DmpSettings } from './call';
import { dmpFailure, refusal } from './failure';
import type { DmpExistence } from './port';

const HL7 = 'urn:hl7-org:v3';
const DMP_DEVICE = '1.2.250.1.213.4.1.1.1';

/** TD0.2: does this patient have a DMP, and may the professional consult it? */
export async function testExistence(room: DmpRoom, patient: Ins): Promise<Result<DmpExistence, Failure>> {
  const answer = await call(room, {
    transaction: 'TD0.2',
    service: 'patients',
    action: 'urn:hl7-org:v3:PRPA_IN201307UV02',
    patient,
    body: existenceRequest(room.config, patient, room.ports.ids, room.ports.clock.now()),
  });
  return answer.ok ? readExistence(answer.value.body, patient) : answer;
}

/** `PRPA_IN201307UV02` in the order of the NE2009 schema (dmp.md §2.2). */
export function existenceRequest(config: DmpSettings, patient: Ins, ids: Ids, now: Date): Markup {
  const nil = { 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance', 'xsi:nil': 'true' };
  const device = (root: string, name: string) =>
    el(
      'device',
      { classCode: 'DEV', determinerCode: 'INSTANCE' },
      el('id', { root }),
      el('softwareName', {}, name),
    );
  const { oid } = config.practice;
  return el(
    'PRPA_IN201307UV02',
    { xmlns: HL7, ITSVersion: 'XML_1.0' },
    el('id', { root: `${oid}.1`, extension: ids.uuid() }),
    el('creationTime', { value: now.toISOString().replace(/\D/g, '').slice(0, 14) }),
    el('interactionId', { root: '2.16.840.1.113883.1.6', extension: 'PRPA_IN201307UV02' }),
    el('processingCode', { code: 'P' }),
    el('processingModeCode', { code: 'T' }),
    el('acceptAckCode', { code: 'AL' }),
    el('receiver', { typeCode: 'RCV' }, device(DMP_DEVICE, 'DMP')),
    el('sender', { typeCode: 'SND' }, device(oid, config.software.name)),
    el('attentionLine', nil),
    el(
      'controlActProcess',
      { classCode: 'CACT', moodCode: 'EVN' },
      el('reasonCode', { code: 'TEST_EXST', codeSystem: '1.2.250.1.213.1.1.4.11' }),
      el(
        'queryByParameter',
        {},
        el('queryId', { root: `${oid}.2`, extension: ids.uuid() }),
        el('statusCode', { code: 'new' }),
        el(
          'parameterList',
          {},
          el('dataSource', nil),
          el(
            'patientIdentifier',
            {},
            el('value', { root: patient.oid, extension: patient.value }),
            el('semanticsText', {}, 'Patient.id'),
          ),
        ),
      ),
    ),
  );
}

/** `PRPA_IN201308UV02` → what the practice may know. The acknowledgement is read before anything else. */
export function readExistence(message: XmlElement, patient: Ins): Result<DmpExistence, Failure> {
  if (message.name !== 'PRPA_IN201308UV02' || message.ns !== HL7)
    return err(dmpFailure('dmp-bad-answer', `body ${message.name.slice(0, 40)}`));
  const acknowledgement = child(message, 'acknowledgement');
  if (attribute(acknowledgement ?? message, 'typeCode') !== 'AA') return err(rejected(acknowledgement));
  const act = child(message, 'controlActProcess');
  const queried = at(act, 'queryAck', 'queryResponseCode');
  const response = queried && attribute(queried, 'code');
  if (response === 'NF')
    return ok({ state: 'not-found', authorisation: authorisationOf(message), traits: null });
  if (response !== 'OK') return err(refusal(response ?? '', 'queryResponseCode'));

  const found = at(act, 'subject', 'registrationEvent', 'subject1', 'patient');
  if (!found) return err(dmpFailure('dmp-bad-answer', 'no patient'));
  // Several ids come, the old INS-C among them: ours must be one of them, by root and extension.
  const ids = childrenOf(found, 'id');
  if (
    !ids.some((id) => attribute(id, 'root') === patient.oid && attribute(id, 'extension') === patient.value)
  )
    return err(dmpFailure('dmp-other-patient'));
  const status = child(found, 'statusCode');
  return ok({
    state: status && attribute(status, 'code') === 'active' ? 'open' : 'closed',
    authorisation: authorisationOf(message),
    traits: traitsOf(child(found, 'patientPerson')),
  });
}

function rejected(acknowledgement: XmlElement | null): Failure {
  const details = acknowledgement ? childrenOf(acknowledgement, 'acknowledgementDetail') : [];
  const code = details.map((d) => child(d, 'code')).find(Boolean);
  return refusal(
    (code && attribute(code, 'code')) ?? '',
    details.map((d) => words(child(d, 'text')) ?? '').join(' '),
  );
}

/** [?] dmp.md §2.2: only VALIDE is known for certain; the other words are recognised by their stems. */
function authorisationOf(message: XmlElement): DmpExistence['authorisation'] {
  const line = childrenOf(message, 'attentionLine').find(
    (l) => attribute(child(l, 'keyWordText') ?? l, 'code') === 'AUTORISATION',
  );
  const value = line && child(line, 'value');
  const code = ((value && attribute(value, 'code')) ?? '').toUpperCase();
  if (!value) return 'unknown';
  if (code === 'VALIDE') return 'valid';
  if (code.includes('EXPIR')) return 'expired';
  if (/INTERDI|BLOQU|REFUS/.test(code)) return 'denied';
  if (/INEXIST|AUCUN|ABSEN/.test(code)) return 'none';
  return 'unknown';
}

function traitsOf(person: XmlElement | null): DmpExistence['traits'] {
  if (!person) return null;
  const names = childrenOf(person, 'name');
  const parts = names.flatMap((n) => [...descendants(n)]);
  const qualified = (name: string, qualifier: string) =>
    parts.find((p) => p.name === name && attribute(p, 'qualifier') === qualifier);
  const given = qualified('given', 'BR') ?? parts.find((p) => p.name === 'given');
  const sex = child(person, 'administrativeGenderCode');
  const birth = child(person, 'birthTime');
  return {
    // SP is the used name: never taken for the birth name, it would differ for half the patients.
    birthName: words(qualified('family', 'BR')),
    firstName: words(given),
    sex: (sex && attribute(sex, 'code')) ?? null,
    birthDate: isoDate(birth && attribute(birth, 'value')),
  };
}

const isoDate = (ts: string | null): string | null =>
  ts && /^\d{8}/.test(ts) ? `${ts.slice(0, 4)}-${ts.slice(4, 6)}-${ts.slice(6, 8)}` : null;
