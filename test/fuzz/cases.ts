import { archiveOf, mailOf } from './envelopes';
import { mutateBytes } from './mutateBytes';
import { mutateXml } from './mutateXml';
import { Random } from './random';
import type { Seeds } from './seeds';
import type { Target } from './targets';

function xmlCase(seeds: Seeds, random: Random): Buffer {
  let bytes = random.pick(seeds.xml);
  const other = random.pick(seeds.xml);
  for (let i = random.size(8); i > 0; i--)
    bytes = random.oneIn(4) ? mutateBytes(bytes, random, other) : mutateXml(bytes, random, other);
  return bytes;
}

function mutated(list: readonly Buffer[], random: Random): Buffer {
  let bytes = random.pick(list);
  for (let i = random.size(16); i > 0; i--) bytes = mutateBytes(bytes, random, random.pick(list));
  return bytes;
}

function messageCase(seeds: Seeds, random: Random): Buffer {
  const pieces = Array.from({ length: random.size(4) }, () => {
    const piece = random.oneIn(5) ? mutated(seeds.pdf, random) : xmlCase(seeds, random);
    return random.oneIn(2) ? archiveOf(piece, random) : piece;
  });
  const mail = mailOf(pieces, random);
  return random.oneIn(4) ? mutateBytes(mail, random, random.pick(seeds.mail)) : mail;
}

/** The patient of a document is left as it is; all the rest may change, but no other patient is lent. */
function exceptPatient(seeds: Seeds, random: Random): Buffer {
  const text = seeds.xml.find((bytes) => bytes.includes('PATTEESSAI'))!.toString('utf8');
  const from = text.indexOf('<recordTarget>');
  const to = text.indexOf('</recordTarget>') + '</recordTarget>'.length;
  const change = (piece: string) => {
    let bytes: Buffer = Buffer.from(piece);
    for (let i = random.below(4); i > 0; i--)
      bytes = random.oneIn(2) ? mutateBytes(bytes, random, bytes) : mutateXml(bytes, random, bytes);
    return bytes;
  };
  return Buffer.concat([
    change(text.slice(0, from)),
    Buffer.from(text.slice(from, to)),
    change(text.slice(to)),
  ]);
}

const unitWords = ['m', 'mol', 'L', 'l', 'g', 'k', 'u', 'da', 'Ki', 'meq', '[iU]', '[IU]', '[in_i]', '10*', '10^', '%', '{Hb}', '{', '}', '[', ']', '(', ')', '.', '/', '-', '+', '1', '24', '-3', '9', '30', 'Cel', '[degF]', 'mm[Hg]', "'", '"', ' ', 'µ', 'é', '\u202e']; // biome-ignore format: a list of words

function unitCase(random: Random): Buffer {
  const text = Array.from({ length: random.size(30) }, () => random.pick(unitWords)).join('');
  return Buffer.from(random.oneIn(20) ? text.repeat(random.size(2000)) : text);
}

/** The input of one case: the same for the same seeds, target, seed and index. */
export function caseOf(target: Target, seeds: Seeds, seed: number, index: number): Buffer {
  const random = new Random(seed, target.name.length, ...Buffer.from(target.name), index);
  switch (target.form) {
    case 'xml':
      return xmlCase(seeds, random);
    case 'mail':
      return random.oneIn(3) ? messageCase(seeds, random) : mutated(seeds.mail, random);
    case 'archive':
      return archiveOf(xmlCase(seeds, random), random);
    case 'pdf':
      return mutated(seeds.pdf, random);
    case 'message':
      return messageCase(seeds, random);
    case 'unit':
      return unitCase(random);
    case 'same-patient':
      return exceptPatient(seeds, random);
  }
}
