import { hex, toHex } from './virtualCard';

/** What may differ in the content of a card, for a test. */
export interface ContentSwitches {
  /** Eight digits of the chip's serial; the golden card is 26001234. */
  serial?: string;
  wrongSerialIssuer?: boolean;
  noEfDir?: boolean;
  /** CPS_INFO_PS stops in the middle of an object. */
  truncatedTlv?: boolean;
  /** The golden card has activities 01 and 03; false: 01 and 02. */
  holeInActivities?: boolean;
  /** The holder is a substitute: one activity, without structure. */
  remplacant?: boolean;
  actua?: 'absent' | 'present' | 'incomplete';
}

export interface CardFile {
  content: Uint8Array;
  /** Readable only once the PIN stands. */
  guarded?: boolean;
  writable?: boolean;
}

/** CPS_ACTIVITY_nn_PS: PIN needed. */
const ACTIVITY = {
  first: 'EE2A800100840E434142494E455420464943544946850F343939373030303030303132303031860453413037',
  second: 'EE25800101840E484F504954414C20464943544946850A31393930303030303130860453413031',
  substitute: 'EE03800104',
};

/** Elementary files of the fictive CPS, cards.md §8.3, byte for byte. Paths are those after 3F00. */
const golden: Readonly<Record<string, string>> = {
  D003: '5A0A8025000001260012346F',
  '2F00': '611F4F0DE828BD080F8025000001FF00105008415349502043505351043F000001',
  '00015031':
    'A80A300804063F0000017001A00A300804063F0000017002A40A300804063F0000017005A70A300804063F0000017006',
  '00015032': '30260201000C0A415349502053616E746580114350533376332D3236303031323334353603020640',
  '00017001':
    '303330120C0C436F646520706F7274657572030206C03003040101A1183016030203480A0101020104020104020104800101040100',
  '00017002':
    '304530150C0C4350535F505249565F41555403020780040101301C040EE828BD080F8025000001FF00102003020560030204B002020084A10E300C300604043F00000102020800' +
    '304630150C0C4350535F505249565F53494703020780040101301D040EE828BD080F8025000001FF0010100303060040030204B002020082A10E300C300604043F00000102020800',
  '00017005':
    '303330110C0B4350535F5055425F415554030206403010040EE828BD080F8025000001FF001020A10C300A300804063F000001A001' +
    '303330110C0B4350535F5055425F534947030206403010040EE828BD080F8025000001FF001010A10C300A300804063F000001A002',
  '00017006':
    '3022300D0C0B4350535F49445F4341524430050C03435053A10A300804063F000001D101' +
    '3022300D0C0B4350535F4E414D455F505330050C03435053A10A300804063F000001D102' +
    '3022300D0C0B4350535F4C414E475F505330050C03435053A10A300804063F000001D103' +
    '3022300D0C0B4350535F494E464F5F505330050C03435053A10A300804063F000001D104' +
    '3023300E0C084350535F444154410302064030050C03435053A10A300804063F000001D107' +
    '3030301B0C124350535F41435449564954595F30315F50530302078004010130050C03435053A10A300804063F000001D120' +
    '3030301B0C124350535F41435449564954595F30335F50530302078004010130050C03435053A10A300804063F000001D122',
  '0001D101': 'E30D81052600123456830420240404',
  '0001D102': 'E40C80011F840743414D494C4C45',
  // Format unknown ([U] in cards.md §2.5): ours, so that the object announced by the DODF can be opened.
  '0001D103': 'EB03800100',
  '0001D104': 'ED2A800100810C38393937303030303031323082010A840E444F43544555522D4649435449468504534D3236',
  '0001D107': '00'.repeat(64),
};

const ACTUA = {
  present: 'EC12810720250115103000820720250115103012',
  incomplete: 'EC09810720250115103000',
};

/** PrKDF of a CPS4: key numbers 20 and 10 (cards.md §8.4). */
const CPS4_KEYS =
  '304430150C0C4350535F505249565F41555403020780040101301B040EE828BD080F8025000001FF00102003020560030204B0020120A10E300C300604043F00000102020800' +
  '304530150C0C4350535F505249565F53494703020780040101301C040EE828BD080F8025000001FF0010100303060040030204B0020110A10E300C300604043F00000102020800';

/** The files of one card, by path. Certificates (A001 authentication, A002 signature) are made at run time. */
export function cardFiles(
  generation: 'cps3' | 'cps4',
  certificates: { authentication: Uint8Array; signature: Uint8Array },
  switches: ContentSwitches = {},
): Map<string, CardFile> {
  const files = new Map<string, CardFile>(
    Object.entries(golden).map(([path, content]) => [path, { content: hex(content) }]),
  );
  const set = (path: string, content: string, more: Partial<CardFile> = {}) =>
    files.set(path, { content: hex(content), ...more });
  const { serial = '26001234', actua = 'absent' } = switches;
  if (serial !== '26001234' || switches.wrongSerialIssuer)
    set('D003', serialNumber(switches.wrongSerialIssuer ? '8025000002' : '8025000001', serial));
  if (switches.noEfDir) files.delete('2F00');
  if (actua !== 'absent') set('D010', ACTUA[actua]);
  if (switches.truncatedTlv) set('0001D104', golden['0001D104']!.slice(0, -12));
  set('0001D107', golden['0001D107']!, { writable: true });
  set('0001D120', switches.remplacant ? ACTIVITY.substitute : ACTIVITY.first, { guarded: true });
  if (switches.remplacant) set('00017006', golden['00017006']!.slice(0, -100));
  else if (switches.holeInActivities === false) {
    const directory = golden['00017006']!;
    set('00017006', directory.replace(asHex('_03_PS'), asHex('_02_PS')).replace(/D122$/, 'D121'));
    set('0001D121', ACTIVITY.second, { guarded: true });
  } else set('0001D122', ACTIVITY.second, { guarded: true });
  if (generation === 'cps4') {
    set('00017002', CPS4_KEYS);
    set('00015032', golden['00015032']!.replace(asHex('CPS3v3'), asHex('CPS4v1')));
  }
  files.set('0001A001', { content: certificates.authentication });
  files.set('0001A002', { content: certificates.signature });
  return files;
}

const asHex = (text: string): string => toHex(Buffer.from(text, 'latin1'));

/** `5A 0A`, issuer, serial, Luhn digit, filler. */
function serialNumber(issuer: string, serial: string): string {
  const digits = `${issuer}${serial}`;
  let sum = 0;
  for (const [i, digit] of [...digits].reverse().entries()) {
    const doubled = i % 2 === 0 ? Number(digit) * 2 : Number(digit);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return `5A0A${digits}${(10 - (sum % 10)) % 10}F`;
}
