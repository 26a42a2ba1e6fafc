import type { XmlElement } from 'libxml2-wasm';
import type { Clock } from '../../shared/clock';
import type { Ins } from '../../shared/identity/ins';
import { isBirthName } from '../../shared/identity/traits';
import type { FaultPlan, RequestJournal } from '../faultPlan';
import type { Pki } from '../pki/pki';
import { everyone, type FictivePatient } from '../population';
import { ReplayGuard } from '../soap/assertion';
import { senderFault } from '../soap/fault';
import { type SoapAnswer, type SoapCall, type SoapServer, serveSoap } from '../soap/server';
import { children, childrenOf, is, textOf } from '../xml/document';
import { element, type Markup } from '../xml/write';
import { judgeHeaders, siramFault } from './headers';
import { search, type TraitsQuery } from './search';
import { verdict, verify } from './verify';

export interface InsiOptions {
  pki: Pki;
  clock: Clock;
  faults: FaultPlan;
  journal: RequestJournal;
  /** IDAM taken; another one is desir_550. */
  authorisation: string;
  port?: number;
}

export interface InsiServer extends SoapServer {
  url: string;
}

const SERVICE = 'urn:ServiceIdentiteCertifiee:1.0.0';
const REQUEST = 'http://www.cnamts.fr/INSiRecSans';
const RESULT = 'http://www.cnamts.fr/INSiResultat';
const PATH = '/lps';
const LABELS = { '00': 'OK', '01': 'Aucune identite trouvee', '02': 'Plusieurs identites trouvees' } as const;

/** The fictive INSi, in CPx mode: TLS of the server alone, assertion signed by the card's authentication key. */
export async function startInsi(options: InsiOptions): Promise<InsiServer> {
  const { pki, clock, authorisation } = options;
  const assertions = new ReplayGuard();
  const messages = new ReplayGuard();
  /** What every operation asks of a call before it looks at the body. */
  const admit = (call: SoapCall): void => {
    const { messageId } = call.envelope;
    if (!/^uuid:/.test(messageId)) throw senderFault('wsa:MessageID : uuid:<UUID> attendu');
    if (!messages.admit(messageId, clock.now())) throw senderFault('MessageID déjà utilisé');
    const { assertionId } = judgeHeaders(call, pki, clock.now(), authorisation);
    if (!assertions.admit(assertionId, clock.now())) throw senderFault('Assertion déjà utilisée');
    const planned = call.fault?.insiFault;
    if (planned)
      throw siramFault(planned.siram, planned.detail, planned.reason ?? 'Service momentanément indisponible');
  };
  const byTraits = (call: SoapCall): SoapAnswer => {
    admit(call);
    const found = search(everyone(), readQuery(call.envelope.body));
    const code = found.length === 0 ? '01' : found.length === 1 ? '00' : '02';
    return {
      action: `${SERVICE}:rechercherInsAvecTraitsIdentiteReponse`,
      body: result(code, code === '00' ? (found[0] ?? null) : null),
      outcome: code,
    };
  };
  const verified = (call: SoapCall): SoapAnswer => {
    admit(call);
    const judged = verify(call.envelope.body);
    const word = call.fault?.insiVerdict ?? judged;
    return {
      action: `${SERVICE}:verifierInsAvecTraitsIdentiteReponse`,
      body: verdict(word),
      outcome: word,
    };
  };
  const server = await serveSoap({
    ...options,
    mutual: false,
    services: {
      [PATH]: {
        name: 'insi',
        addressing: ['MessageID', 'Action'],
        multipart: false,
        operations: {
          [`${SERVICE}:rechercherInsAvecTraitsIdentite`]: byTraits,
          [`${SERVICE}:verifierInsAvecTraitsIdentite`]: verified,
        },
      },
    },
  });
  return { ...server, url: `https://localhost:${server.port}${PATH}` };
}

/** RECSANSVITALE, in the order of its schema. */
function readQuery(request: XmlElement): TraitsQuery {
  if (!is(request, REQUEST, 'RECSANSVITALE')) throw senderFault('RECSANSVITALE attendu');
  const names = children(request)
    .map((c) => c.name)
    .join(' ');
  if (!/^NomNaissance(?: Prenom)* Sexe DateNaissance(?: LieuNaissance)?$/.test(names))
    throw senderFault('RECSANSVITALE : éléments inattendus ou en désordre');
  const get = (name: string) => textOf(childrenOf(request, REQUEST, name)[0] ?? null);
  const query = {
    birthName: get('NomNaissance'),
    givenNames: childrenOf(request, REQUEST, 'Prenom').map(textOf),
    sex: get('Sexe'),
    birthDate: get('DateNaissance'),
    birthPlace: get('LieuNaissance') || null,
  };
  const date = new Date(`${query.birthDate}T00:00:00Z`);
  if (!isBirthName(query.birthName)) throw senderFault('NomNaissance hors de l’alphabet');
  if (query.sex !== 'M' && query.sex !== 'F') throw senderFault('Sexe M ou F attendu');
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== query.birthDate)
    throw senderFault('DateNaissance AAAA-MM-JJ attendue');
  return query;
}

const identifier = (name: string, ins: Ins): Markup =>
  element(
    name,
    {},
    element(
      'r:IdIndividu',
      {},
      element('r:NumIdentifiant', {}, ins.value.slice(0, 13)),
      element('r:Cle', {}, ins.value.slice(13)),
    ),
    element('r:OID', {}, ins.oid),
  );

function result(code: '00' | '01' | '02', p: FictivePatient | null): Markup {
  return element(
    'r:RESULTAT',
    { 'xmlns:r': RESULT },
    element('r:CR', {}, element('r:CodeCR', {}, code), element('r:LibelleCR', {}, LABELS[code])),
    p &&
      element(
        'r:INDIVIDU',
        {},
        identifier('r:INSACTIF', p.ins),
        p.history.map((h) => identifier('r:INSHISTO', h)),
        element(
          'r:TIQ',
          {},
          element('r:NomNaissance', {}, p.traits.birthName),
          element('r:ListePrenom', {}, p.traits.firstNames),
          element('r:Sexe', {}, p.traits.sex),
          element('r:DateNaissance', {}, p.insiBirthDate ?? p.traits.birthDate),
          element('r:LieuNaissance', {}, p.traits.birthPlace),
        ),
      ),
  );
}
