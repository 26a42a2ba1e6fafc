import { isRealDate } from '../../../shared/parisTime';
import { attribute, childrenOf, descendants, isElement, words, type XmlElement } from '../../xml/element';
import { count, each, error, HL7, has, headerWide, onlyIf, type Rule, warning } from './rule';

const OID = /^[0-2](?:\.(?:0|[1-9]\d*))+$/;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const TS =
  /^(\d{4})(?:(\d\d)(?:(\d\d)(?:([01]\d|2[0-3])(?:([0-5]\d)(?:([0-5]\d)(?:\.\d+)?)?)?)?)?)?([+-]\d{1,4})?$/;
const times: Rule['on'] = (d) => [
  ...headerWide('time', 'effectiveTime', 'birthTime', 'low', 'high', 'copyTime')(d),
];
const timed = onlyIf(times, (e) => has(e, 'value'));
const realTime = (value: string): boolean => {
  const m = TS.exec(value);
  return m !== null && isRealDate(Number(m[1]), Number(m[2] ?? 1), Number(m[3] ?? 1));
};
const USES = ['H', 'HP', 'HV', 'WP', 'DIR', 'PUB', 'EC', 'MC', 'PG'];
const NULLS = ['UNK', 'NASK', 'ASKU', 'NAV', 'MSK'];
const codeSystems = onlyIf(
  headerWide(
    'code',
    'confidentialityCode',
    'administrativeGenderCode',
    'functionCode',
    'standardIndustryClassCode',
  ),
  (e) => has(e, 'codeSystem'),
);
const addressParts = (a: XmlElement) =>
  a.children.filter(isElement).filter((c) => c.ns === HL7 && c.name !== 'streetAddressLine');

const NULL_FLAVORS = 'ASKU DER INV MSK NA NASK NAV NI NINF OTH PINF QS TRC UNC UNK'.split(' ');
const all: Rule['on'] = (d) =>
  d.children
    .filter(isElement)
    .filter((e) => e.name !== 'component')
    .flatMap((e) => [e, ...descendants(e)]);
const parts: Rule['on'] = (d) => [...headerWide('addr')(d)].flatMap((a) => a.children.filter(isElement));
const same = (e: XmlElement): string =>
  JSON.stringify([e.attributes, e.children.map((c) => (isElement(c) ? [c.name, same(c)] : c.trim()))]);
const distinct = (e: XmlElement, name: string): boolean => {
  const written = childrenOf(e, name, HL7).map(same);
  return new Set(written).size === written.length;
};

/** cda-header.md §7: identifiers, dates, addresses, telecom. */
export const datatypeRules: readonly Rule[] = [
  error(
    'type.null',
    '§7',
    onlyIf(all, (e) => attribute(e, 'nullFlavor') !== null),
    'nullFlavor n’a pas une valeur de la norme.',
    (e) => NULL_FLAVORS.includes(attribute(e, 'nullFlavor') ?? ''),
  ),
  error(
    'type.label',
    '§7',
    onlyIf(all, (e) => attribute(e, 'displayName') !== null),
    'Un libellé ne peut être vide.',
    (e) => has(e, 'displayName'),
  ),
  error('type.distinct', 'CDA', all, 'Un identifiant ou une adresse est répété à l’identique.', (e) =>
    ['id', 'addr'].every((name) => distinct(e, name)),
  ),
  error(
    'type.address.empty',
    '§7',
    headerWide('addr'),
    'Une adresse est vide sans nullFlavor.',
    (a) => has(a, 'nullFlavor') || a.children.some((c) => isElement(c) || c.trim() !== ''),
  ),
  error(
    'type.address.part',
    '§7',
    parts,
    'Une partie d’adresse est vide.',
    (e) => has(e, 'nullFlavor') || words(e) !== null,
  ),
  error('type.address.once', '§7', headerWide('addr'), 'Une partie d’adresse est répétée.', (a) => {
    const names = addressParts(a).map((e) => e.name);
    return new Set(names).size === names.length;
  }),
  error(
    'type.root',
    '§7',
    onlyIf(headerWide('id', 'setId', 'templateId', 'typeId'), (e) => has(e, 'root')),
    'Une racine est un OID (sans zéro en tête d’arc) ou un UUID.',
    (e) => {
      const root = attribute(e, 'root') ?? '';
      return OID.test(root) || UUID.test(root);
    },
  ),
  error(
    'type.root.empty',
    '§7',
    headerWide('id', 'setId'),
    'Un identifiant a une racine, ou nullFlavor.',
    (e) => has(e, 'root') || has(e, 'nullFlavor'),
  ),
  error(
    'type.extension',
    '§7',
    headerWide('id', 'setId'),
    'Une extension ne peut être vide.',
    (e) => attribute(e, 'extension') !== '',
  ),
  error('type.codeSystem', '§7', codeSystems, 'codeSystem est un OID.', (e) =>
    OID.test(attribute(e, 'codeSystem') ?? ''),
  ),
  error('type.time', '§7', timed, 'Une date n’existe pas ou n’a pas la forme AAAAMMJJhhmmss±zzzz.', (e) =>
    realTime(attribute(e, 'value') ?? ''),
  ),
  error(
    'type.time.present',
    '§7',
    times,
    'Une date a une valeur, des bornes ou un nullFlavor.',
    (e) => attribute(e, 'value') !== null || has(e, 'nullFlavor') || e.children.some(isElement),
  ),
  error('type.time.empty', '§7', times, 'Une date ne peut être vide.', (e) => attribute(e, 'value') !== ''),
  error(
    'type.time.zone',
    '§7',
    timed,
    'Une heure doit porter son fuseau.',
    (e) => !/^\d{9,}(?:\.\d+)?$/.test(attribute(e, 'value') ?? ''),
  ),
  error(
    'type.address.lines',
    '§7',
    headerWide('addr'),
    'Une adresse a sept lignes au plus.',
    (a) => count(a, 'streetAddressLine') <= 7,
  ),
  warning(
    'type.address.mixed',
    '§7',
    headerWide('addr'),
    'Une adresse est en lignes ou en parties, pas les deux.',
    (a) => count(a, 'streetAddressLine') === 0 || addressParts(a).length === 0,
  ),
  error(
    'type.address.use',
    '§7',
    onlyIf(headerWide('addr'), (a) => attribute(a, 'use') !== null),
    'L’usage d’une adresse est H, HP, HV, WP ou TMP.',
    (a) => ['H', 'HP', 'HV', 'WP', 'TMP'].includes(attribute(a, 'use') ?? ''),
  ),
  error(
    'type.telecom.value',
    '§7',
    headerWide('telecom'),
    'Un moyen de contact a une adresse, ou nullFlavor, jamais les deux.',
    (t) => (attribute(t, 'value') !== null) !== has(t, 'nullFlavor'),
  ),
  error(
    'type.telecom.scheme',
    '§7',
    onlyIf(headerWide('telecom'), (t) => attribute(t, 'value') !== null),
    'Un moyen de contact commence par tel:, fax:, mailto:, http:, ftp: ou mllp:.',
    (t) => /^(?:tel|fax|mailto|http|ftp|mllp):\S+$/.test(attribute(t, 'value') ?? ''),
  ),
  error(
    'type.telecom.use',
    '§7',
    onlyIf(headerWide('telecom'), (t) => attribute(t, 'use') !== null),
    'L’usage d’un contact est un seul code admis.',
    (t) => USES.includes(attribute(t, 'use') ?? ''),
  ),
  error(
    'type.telecom.null',
    '§7',
    onlyIf(headerWide('telecom'), (t) => has(t, 'nullFlavor')),
    'Le nullFlavor d’un contact est UNK, NASK, ASKU, NAV ou MSK.',
    (t) => NULLS.includes(attribute(t, 'nullFlavor') ?? ''),
  ),
  warning(
    'type.name.part',
    '§4',
    headerWide('family', 'given'),
    'Un nom ou un prénom est vide.',
    (e) => has(e, 'nullFlavor') || words(e) !== null,
  ),
  error('type.template', '§2', each('templateId'), 'Un templateId a une racine.', (e) => has(e, 'root')),
  error(
    'type.interval',
    '§7',
    headerWide('effectiveTime'),
    'Un intervalle est soit une valeur, soit des bornes.',
    (e) => !(has(e, 'value') && childrenOf(e, 'low', HL7).length > 0),
  ),
];
