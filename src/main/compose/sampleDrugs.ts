import type { Drug } from '../../shared/prescription/prescription';

/**
 * A small list of common medicines, made for demonstrations and tests: names, common names and forms
 * only. It is no drug base: no price, no interaction, no contra-indication, and no CIS code is claimed.
 */
const rows = [
  'LEVOTHYROX 25 microgrammes|lévothyroxine sodique|25 µg|comprimé sécable|H03AA01',
  'LEVOTHYROX 50 microgrammes|lévothyroxine sodique|50 µg|comprimé sécable|H03AA01',
  'LEVOTHYROX 75 microgrammes|lévothyroxine sodique|75 µg|comprimé sécable|H03AA01',
  'LEVOTHYROX 100 microgrammes|lévothyroxine sodique|100 µg|comprimé sécable|H03AA01',
  'DOLIPRANE 500 mg|paracétamol|500 mg|comprimé|N02BE01',
  'DOLIPRANE 1 000 mg|paracétamol|1 g|comprimé|N02BE01',
  'EFFERALGAN 1 g|paracétamol|1 g|comprimé effervescent|N02BE01',
  'CLAMOXYL 500 mg|amoxicilline|500 mg|gélule|J01CA04',
  'CLAMOXYL 1 g|amoxicilline|1 g|comprimé dispersible|J01CA04',
  'AUGMENTIN 1 g/125 mg|amoxicilline et acide clavulanique|1 g/125 mg|poudre en sachet|J01CR02',
  'ADVIL 400 mg|ibuprofène|400 mg|comprimé enrobé|M01AE01',
  'TAHOR 10 mg|atorvastatine|10 mg|comprimé pelliculé|C10AA05',
  'TAHOR 20 mg|atorvastatine|20 mg|comprimé pelliculé|C10AA05',
  'CRESTOR 5 mg|rosuvastatine|5 mg|comprimé pelliculé|C10AA07',
  'KARDEGIC 75 mg|acétylsalicylate de DL-lysine|75 mg|poudre en sachet|B01AC06',
  'PREVISCAN 20 mg|fluindione|20 mg|comprimé quadrisécable|B01AA12',
  'ELIQUIS 5 mg|apixaban|5 mg|comprimé pelliculé|B01AF02',
  'AMLOR 5 mg|amlodipine|5 mg|gélule|C08CA01',
  'TRIATEC 5 mg|ramipril|5 mg|comprimé sécable|C09AA05',
  'COVERSYL 5 mg|périndopril arginine|5 mg|comprimé pelliculé sécable|C09AA04',
  'BISOCE 5 mg|bisoprolol|5 mg|comprimé pelliculé sécable|C07AB07',
  'LASILIX 40 mg|furosémide|40 mg|comprimé sécable|C03CA01',
  'GLUCOPHAGE 500 mg|metformine|500 mg|comprimé pelliculé|A10BA02',
  'GLUCOPHAGE 1 000 mg|metformine|1 g|comprimé pelliculé|A10BA02',
  'LANTUS 100 unités/mL|insuline glargine|100 UI/mL|solution injectable en stylo|A10AE04',
  'INEXIUM 20 mg|ésoméprazole|20 mg|comprimé gastro-résistant|A02BC05',
  'MOPRAL 20 mg|oméprazole|20 mg|gélule gastro-résistante|A02BC01',
  'GAVISCON|alginate et bicarbonate de sodium|500 mg/267 mg|suspension buvable en sachet|A02BX13',
  'SPASFON 80 mg|phloroglucinol|80 mg|comprimé enrobé|A03AX12',
  'SMECTA 3 g|diosmectite|3 g|poudre en sachet|A07BC05',
  'VENTOLINE 100 microgrammes/dose|salbutamol|100 µg/dose|suspension pour inhalation|R03AC02',
  'SYMBICORT 200/6 microgrammes|budésonide et formotérol|200 µg/6 µg|poudre pour inhalation|R03AK07',
  'AERIUS 5 mg|desloratadine|5 mg|comprimé pelliculé|R06AX27',
  'ZYRTEC 10 mg|cétirizine|10 mg|comprimé pelliculé sécable|R06AE07',
  'SOLUPRED 20 mg|prednisolone|20 mg|comprimé orodispersible|H02AB06',
  'CORTANCYL 20 mg|prednisone|20 mg|comprimé sécable|H02AB07',
  'SEROPLEX 10 mg|escitalopram|10 mg|comprimé pelliculé sécable|N06AB10',
  'DEROXAT 20 mg|paroxétine|20 mg|comprimé pelliculé sécable|N06AB05',
  'LEXOMIL 6 mg|bromazépam|6 mg|comprimé quadrisécable|N05BA08',
  'STILNOX 10 mg|zolpidem|10 mg|comprimé pelliculé sécable|N05CF02|secure',
  'SKENAN L.P. 10 mg|morphine (sulfate)|10 mg|gélule à libération prolongée|N02AA01|secure',
  'UVEDOSE 100 000 UI|colécalciférol|100 000 UI|solution buvable en ampoule|A11CC05',
  'TARDYFERON 80 mg|fer (sulfate ferreux)|80 mg|comprimé pelliculé|B03AA07',
  'MONURIL 3 g|fosfomycine trométamol|3 g|granulés en sachet|J01XX01',
  'PYOSTACINE 500 mg|pristinamycine|500 mg|comprimé pelliculé|J01FG01',
  'ZITHROMAX 250 mg|azithromycine|250 mg|comprimé pelliculé|J01FA10',
  'MINIDRIL|lévonorgestrel et éthinylestradiol|150 µg/30 µg|comprimé enrobé|G03AA07',
  'XARELTO 20 mg|rivaroxaban|20 mg|comprimé pelliculé|B01AF01',
];

const routes: [RegExp, string][] = [
  [/inhalation/, 'voie inhalée'],
  [/injectable/, 'voie sous-cutanée'],
  [/./, 'voie orale'],
];

export const sampleDrugs: readonly Drug[] = rows.map((row) => {
  const [name = '', dci = '', strength = '', form = '', atc = '', secure] = row.split('|');
  const route = routes.find(([pattern]) => pattern.test(form))![1];
  return { cis: null, name, dci, strength, form, route, atc, packaging: null, secure: secure === 'secure' };
});
