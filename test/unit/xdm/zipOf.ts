import { createHash } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';

export interface Member {
  name: string;
  data?: Uint8Array | string;
  /** Unix mode in the external attributes: 0xa000 makes a symbolic link. */
  mode?: number;
  /** Sizes to lie about. */
  declared?: number;
  flags?: number;
  method?: number;
  crc?: number;
}

/** A zip written by hand, so that it can lie in every field. */
export function zipOf(members: readonly Member[], count = members.length): Uint8Array {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const m of members) {
    const data = Buffer.from(m.data ?? '');
    const method = m.method ?? 8;
    const packed = method === 8 ? deflateRawSync(data, { level: 9 }) : data;
    const name = Buffer.from(m.name);
    const crc = m.crc ?? crc32(data);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(m.flags ?? 0, 6);
    local.writeUInt16LE(method, 8);
    local.writeUInt32LE(crc, 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(m.declared ?? data.length, 22);
    local.writeUInt16LE(name.length, 26);
    locals.push(local, name, packed);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(m.mode === undefined ? 20 : (3 << 8) | 20, 4);
    entry.writeUInt16LE(m.flags ?? 0, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(crc, 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(m.declared ?? data.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(((m.mode ?? 0) << 16) >>> 0, 38);
    entry.writeUInt32LE(offset, 42);
    central.push(entry, name);
    offset += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...locals, directory, end]));
}

export interface Described {
  uri: string;
  bytes: Uint8Array;
  patientId?: string;
  uniqueId?: string;
  hash?: string;
  size?: number;
}

/** A METADATA.XML, ebRIM 3.0, with an odd prefix. */
export function metadataOf(documents: readonly Described[]): string {
  const slot = (name: string, value: string | number) =>
    `<x:Slot name="${name}"><x:ValueList><x:Value>${value}</x:Value></x:ValueList></x:Slot>`;
  const id = (scheme: string, value: string) =>
    `<x:ExternalIdentifier id="i" identificationScheme="${scheme}" registryObject="d" value="${value.replaceAll('&', '&amp;')}"/>`;
  const objects = documents.map(
    (d, i) =>
      `<x:ExtrinsicObject id="Document${i}" mimeType="text/xml" objectType="urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1">${slot('URI', d.uri)}${slot('hash', d.hash ?? createHash('sha1').update(d.bytes).digest('hex').toUpperCase())}${slot('size', d.size ?? d.bytes.length)}<x:Name><x:LocalizedString value="Titre ${i}"/></x:Name>${id('urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427', d.patientId ?? '')}${id('urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab', d.uniqueId ?? '')}</x:ExtrinsicObject>`,
  );
  return `<l:SubmitObjectsRequest xmlns:l="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0" xmlns:x="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"><x:RegistryObjectList>${objects.join('')}</x:RegistryObjectList></l:SubmitObjectsRequest>`;
}

/** A small CDA of one patient. */
export const cdaOf = (id: string, matricule: string, title = 'Essai'): Uint8Array =>
  new TextEncoder().encode(
    `<ClinicalDocument xmlns="urn:hl7-org:v3"><id root="${id}"/><title>${title}</title><recordTarget><patientRole><id root="1.2.250.1.213.1.4.8" extension="${matricule}"/><patient><name><family qualifier="BR">DURAND</family></name></patient></patientRole></recordTarget><documentationOf><serviceEvent><effectiveTime><low value="20260102"/></effectiveTime></serviceEvent></documentationOf><component><nonXMLBody><text mediaType="application/pdf" representation="B64">JVBERi0xLjQKc3RhcnR4cmVm</text></nonXMLBody></component></ClinicalDocument>`,
  );

/** An IHE_XDM.zip of documents described by its METADATA.XML, and whatever else is put beside. */
export const xdmOf = (documents: readonly Described[], beside: readonly Member[] = []): Uint8Array =>
  zipOf([
    { name: 'INDEX.HTM', data: '<html/>' },
    ...documents.map((d) => ({ name: `IHE_XDM/SUBSET01/${d.uri}`, data: d.bytes })),
    { name: 'IHE_XDM/SUBSET01/METADATA.XML', data: metadataOf(documents) },
    ...beside,
  ]);
