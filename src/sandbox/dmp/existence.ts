import { randomUUID } from 'node:crypto';
import type { XmlElement } from 'libxml2-wasm';
import type { FictivePatient } from '../population';
import { senderFault } from '../soap/fault';
import type { SoapAnswer } from '../soap/server';
import { attribute, children, is, only } from '../xml/document';
import { element, type Markup } from '../xml/write';
import type { Caller } from './vihf';

const V3 = 'urn:hl7-org:v3';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const SI_DMP = '1.2.250.1.213.4.1.1.1';

/** Children of the interaction, in the order of the NE2009 schema (dmp.md §2.2). */
const ORDER = [
  'id',
  'creationTime',
  'interactionId',
  'processingCode',
  'processingModeCode',
  'acceptAckCode',
  'receiver',
  'sender',
  'attentionLine',
  'controlActProcess',
];

const demand: (holds: unknown, why: string) => asserts holds = (holds, why) => {
  if (!holds) throw senderFault(`PRPA_IN201307UV02 : ${why}`);
};

/** TD0.2: reads the query, checks it against the VIHF, answers PRPA_IN201308UV02. */
export function testExistence(
  request: XmlElement,
  caller: Caller,
  find: (caller: Caller) => FictivePatient | undefined,
  now: Date,
): SoapAnswer {
  demand(is(request, V3, 'PRPA_IN201307UV02') && attribute(request, 'ITSVersion') === 'XML_1.0', 'racine');
  const names = children(request).map((c) => c.name);
  demand(names.join() === ORDER.join(), `éléments attendus dans l’ordre : ${ORDER.join(', ')}`);
  const get = (name: string) => only(request, V3, name);
  demand(attribute(get('interactionId'), 'extension') === 'PRPA_IN201307UV02', 'interactionId');
  demand(/^\d{14}/.test(attribute(get('creationTime'), 'value') ?? ''), 'creationTime');
  demand(['P', 'D'].includes(attribute(get('processingCode'), 'code') ?? ''), 'processingCode');
  demand(attribute(get('acceptAckCode'), 'code') === 'AL', 'acceptAckCode');
  const receiver = path(request, 'receiver', 'device', 'id');
  demand(attribute(receiver, 'root') === SI_DMP, 'receiver');
  demand(path(request, 'sender', 'device', 'softwareName'), 'sender');
  const act = get('controlActProcess');
  demand(act && attribute(path(act, 'reasonCode'), 'code') === 'TEST_EXST', 'reasonCode TEST_EXST');
  const query = path(act, 'queryByParameter');
  const identifier = query && path(query, 'parameterList', 'patientIdentifier');
  const value = identifier && path(identifier, 'value');
  demand(value, 'patientIdentifier');
  demand(
    attribute(value, 'root') === caller.patient.oid && attribute(value, 'extension') === caller.patient.value,
    'le patient n’est pas celui du VIHF',
  );
  const found = find(caller);
  return {
    action: 'urn:hl7-org:v3:PRPA_IN201308UV02',
    body: answer(request, query, found && found.dmp.state !== 'absent' ? found : null, now),
    outcome: found && found.dmp.state !== 'absent' ? found.dmp.state : 'NF',
  };
}

const path = (from: XmlElement, ...names: string[]): XmlElement | null =>
  names.reduce<XmlElement | null>((at, n) => at && only(at, V3, n), from);

const stamp = (d: Date) => d.toISOString().replace(/\D/g, '').slice(0, 14);

function keyword(code: string, system: string, value: Markup): Markup {
  return element('attentionLine', {}, element('keyWordText', { code, codeSystem: system }), value);
}

function answer(request: XmlElement, query: XmlElement | null, p: FictivePatient | null, now: Date): Markup {
  const queryId = query && path(query, 'queryId');
  const requestId = path(request, 'id');
  const ids = (el: XmlElement | null) => ({
    root: attribute(el, 'root'),
    extension: attribute(el, 'extension'),
  });
  const device = (id: string, name: string) =>
    element(
      'device',
      { classCode: 'DEV', determinerCode: 'INSTANCE' },
      element('id', { root: id }),
      element('softwareName', {}, name),
    );
  return element(
    'PRPA_IN201308UV02',
    { xmlns: V3, 'xmlns:xsi': XSI, ITSVersion: 'XML_1.0' },
    element('id', { root: `${SI_DMP}.9`, extension: randomUUID() }),
    element('creationTime', { value: stamp(now) }),
    element('interactionId', { root: '2.16.840.1.113883.1.6', extension: 'PRPA_IN201308UV02' }),
    element('processingCode', { code: 'P' }),
    element('processingModeCode', { code: 'T' }),
    element('acceptAckCode', { code: 'NE' }),
    element('receiver', { typeCode: 'RCV' }, device('1.2.250.1.999.1', 'LPS')),
    element('sender', { typeCode: 'SND' }, device(SI_DMP, 'DMP')),
    p && [
      keyword(
        'AUTORISATION',
        '1.2.250.1.213.4.1.2.6.1',
        element('value', {
          'xsi:type': 'CV',
          code: p.dmp.authorisation === 'valid' ? 'VALIDE' : 'INEXISTANTE',
          codeSystem: '1.2.250.1.213.4.1.2.6.2',
        }),
      ),
      keyword('STATUT_MT', '1.2.250.1.213.4.1.2.6.3', element('value', { 'xsi:type': 'BL', value: 'false' })),
    ],
    element(
      'acknowledgement',
      { typeCode: 'AA' },
      element('targetMessage', {}, element('id', ids(requestId))),
    ),
    element(
      'controlActProcess',
      { classCode: 'CACT', moodCode: 'EVN' },
      p && person(p),
      element(
        'queryAck',
        {},
        element('queryId', ids(queryId)),
        element('queryResponseCode', { code: p ? 'OK' : 'NF' }),
      ),
    ),
  );
}

/** Both the present INS and an old identifier are returned: the client matches on root and extension. */
function person(p: FictivePatient): Markup {
  const traits = { ...p.traits, ...p.dmp.divergingTraits };
  const flag = (code: string, system: string, value: string) =>
    element(
      'subjectOf',
      {},
      element(
        'administrativeObservation',
        { classCode: 'OBS' },
        element('code', { code, codeSystem: system }),
        element('value', { 'xsi:type': 'BL', value }),
      ),
    );
  return element(
    'subject',
    { typeCode: 'SUBJ' },
    element(
      'registrationEvent',
      { classCode: 'REG', moodCode: 'EVN' },
      element('statusCode', { code: 'active' }),
      element(
        'subject1',
        { typeCode: 'SBJ' },
        element(
          'patient',
          { classCode: 'PAT' },
          element('id', { root: '1.2.250.1.213.1.4.2', extension: '0000000000000000000000' }),
          element('id', { root: p.ins.oid, extension: p.ins.value }),
          element('statusCode', { code: p.dmp.state === 'open' ? 'active' : 'terminated' }),
          element(
            'patientPerson',
            { classCode: 'PSN', determinerCode: 'INSTANCE' },
            element(
              'name',
              {},
              element('family', { qualifier: 'BR' }, traits.birthName),
              p.usedName && element('family', { qualifier: 'SP' }, p.usedName),
              element('given', {}, traits.firstGivenName),
            ),
            element('administrativeGenderCode', { code: traits.sex, codeSystem: '2.16.840.1.113883.5.1' }),
            element('birthTime', { value: traits.birthDate.replaceAll('-', '') }),
          ),
          flag('COMPTE_INTERNET_OUVERT', '1.2.250.1.213.4.1.2.9', 'true'),
          flag('RATTACHEMENT_ENS', '1.2.250.1.213.4.1.2.3', 'true'),
        ),
      ),
    ),
  );
}
