import { type Content, element, type Markup } from '../../xml/write';

export interface Coded {
  code: string;
  system: string;
  label: string;
}

export const cd = (name: string, c: Coded, ...content: Content[]): Markup =>
  element(name, { code: c.code, codeSystem: c.system, displayName: c.label }, ...content);

export const template = (root: string, extension?: string) => element('templateId', { root, extension });
