// Writes src/shared/nomenclatures/*.ts from the national value sets and associations (../shared/data), so that a clone
// builds without them. Run by hand when a value set is re-issued: `node build/tables.mjs`.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './setup/run.mjs';

const data = join(root, '../shared/data');
const target = join(root, 'src/shared/nomenclatures');

/** Concepts of one value set in IHE SVS form, with its revision. */
function valueSet(name) {
  const xml = readFileSync(join(data, 'jdv', `JDV_${name}_CISIS.xml`), 'utf8');
  const attribute = (tag, key) => decode(new RegExp(`\\b${key}="([^"]*)"`).exec(tag)?.[1] ?? '');
  const concepts = [...xml.matchAll(/<Concept\b[^>]*>/g)].map(([tag]) => ({
    code: attribute(tag, 'code'),
    system: attribute(tag, 'codeSystem'),
    label: attribute(tag, 'displayName').trim(),
  }));
  return { concepts, revision: attribute(/<ValueSet\b[^>]*>/.exec(xml)[0], 'revisionDate').slice(0, 10) };
}

const decode = (s) =>
  s
    .replace(/&#x([0-9a-f]+);/gi, (_, h) => String.fromCodePoint(Number.parseInt(h, 16)))
    .replace(/&#(\d+);/g, (_, d) => String.fromCodePoint(Number(d)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

const csv = (name) =>
  readFileSync(join(data, 'nos', name), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(';').map((cell) => cell.replace(/^"|"$/g, '').replaceAll('""', '"')));

const quote = (s) =>
  s.includes("'") && !s.includes('"') ? JSON.stringify(s) : `'${s.replaceAll("'", "\\'")}'`;
const row = (cells) => `  [${cells.map(quote).join(', ')}],\n`;

function table(file, name, doc, columns, rows) {
  const type = `readonly (readonly [${columns.map((c) => `${c}: string`).join(', ')}])[]`;
  const text = `// Written by build/tables.mjs: do not edit.\n\n/** ${doc} */\nexport const ${name}: ${type} = [\n${rows.map(row).join('')}];\n`;
  writeFileSync(join(target, file), text);
}

const plain = ({ concepts }) => concepts.map((c) => [c.code, c.system, c.label]);
const columns = ['code', 'system', 'label'];

if (!existsSync(data)) {
  console.error(`${data} is absent: the committed tables stay as they are.`);
  process.exit(1);
}

for (const [set, file, name, what] of [
  [
    'J01_XdsAuthorSpecialty',
    'authorSpecialties.ts',
    'authorSpecialties',
    'Profession and speciality of a professional',
  ],
  [
    'J02_XdsHealthcareFacilityTypeCode',
    'facilityTypes.ts',
    'facilityTypes',
    'Sector of activity of a structure',
  ],
  ['J04_XdsPracticeSettingCode', 'practiceSettings.ts', 'practiceSettings', 'Setting of the main act'],
  [
    'J08_XdsConfidentialityCode',
    'confidentialities.ts',
    'confidentialities',
    'Confidentiality and masking of an entry',
  ],
]) {
  const read = valueSet(set);
  table(file, name, `${what}: JDV_${set.split('_')[0]}, revision ${read.revision}.`, columns, plain(read));
}

// Types, with the class each belongs to. A type that left JDV_J07 stays readable and is never written.
const types = valueSet('J07_XdsTypeCode');
const classOf = new Map(csv('type-to-class.csv').map((c) => [`${c[0]} ${c[1]}`, [c[4], c[5]]]));
const written = types.concepts.map((c) => [
  c.code,
  c.system,
  c.label,
  ...(classOf.get(`${c.code} ${c.system}`) ?? ['', '']),
]);
const gone = csv('type-to-class.csv')
  .filter((c) => c[3] !== '1')
  .map((c) => [c[0], c[1], c[2], c[4], c[5]]);
const withClass = [...columns, 'classCode', 'classLabel'];
table(
  'documentTypes.ts',
  'documentTypes',
  `Type of a document and its class: JDV_J07, revision ${types.revision}, and ASS_X04. Empty class: none in the association.`,
  withClass,
  written,
);
table(
  'retiredTypes.ts',
  'retiredDocumentTypes',
  'Types of ASS_X04 that JDV_J07 no longer holds: read, never written.',
  withClass,
  gone,
);

table(
  'documentFormats.ts',
  'documentFormats',
  'Root of the model’s templateId (level 3) or media type (level 1) → format: ASS_A11, ASS_A12. `*`: any other.',
  ['from', 'code', 'system'],
  csv('template-to-format.csv').map((c) => [c[0], c[1], c[2]]),
);

const header = [
  ['HL7_Confidentiality', 'confidentiality', 'confidentialityCode of a document'],
  ['J47_FunctionCode', 'function', 'functionCode of an author or a participant'],
  ['J11_RelationPatient', 'relation', 'code of a relatedEntity'],
  ['J140_EncounterParticipationType', 'encounterParticipation', 'typeCode of an encounterParticipant'],
  ['J142_TypeRencontre', 'encounter', 'code of an encounter'],
  ['J143_AdministrativeGender', 'gender', 'administrativeGenderCode'],
  ['J144_ParticipationType', 'participation', 'typeCode of a participant'],
  ['J245_Civilite', 'civility', 'prefix of a professional’s name'],
  ['J246_Titre', 'title', 'suffix of a professional’s name'],
];
let text = '// Written by build/tables.mjs: do not edit.\n';
for (const [set, name, what] of header) {
  const read = valueSet(set);
  text += `\n/** ${what}: JDV_${set.split('_')[0]}, revision ${read.revision}. */\nexport const ${name}Codes: readonly (readonly [code: string, system: string, label: string])[] = [\n${plain(read).map(row).join('')}];\n`;
}
writeFileSync(join(target, 'headerCodes.ts'), text);
process.exitCode = run(process.execPath, [
  join(root, 'node_modules/@biomejs/biome/bin/biome'),
  'format',
  '--write',
  target,
]);
