declare module '*/build/layers.mjs' {
  export function offences(path: string, source: string): string[];
}
declare module '*/build/conformity.mjs' {
  export function idsOf(title: string): string[];
  export function conformity(
    requirements: { id: string; text: string }[],
    titles: { file: string; title: string }[],
  ): { rows: string[]; count: number; unknown: string[] };
}
