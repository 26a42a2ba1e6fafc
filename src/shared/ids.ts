/** Where identifiers come from. A test or the CLI hands in a deterministic source. */
export interface Ids {
  /** A lower-case UUID. */
  uuid(): string;
}

export const randomIds: Ids = { uuid: () => crypto.randomUUID() };

/** The OID of a UUID (ITU-T X.667: arc 2.25 and the number in decimal), at most 44 characters. */
export const uuidOid = (uuid: string): string => `2.25.${BigInt(`0x${uuid.replaceAll('-', '')}`)}`;

/** UUIDs derived from a seed and a counter: the same run gives the same bytes. */
export function seededIds(seed: string): Ids {
  let count = 0;
  return {
    uuid() {
      count += 1;
      const hex = [0, 1, 2, 3]
        .map((lane) => fnv1a(`${seed}/${count}/${lane}`).toString(16).padStart(8, '0'))
        .join('');
      const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16);
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    },
  };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
