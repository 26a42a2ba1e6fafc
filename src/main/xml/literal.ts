/**
 * xmlbuilder2 takes `&word;` and `&#10;` in a value for entities and does not escape them: a text that really
 * holds these characters would change, or `&foo;` break the document. What goes through here is read back
 * exactly as it was.
 */
export const literal = (value: string): string => value.replace(/&(?=[A-Za-z]+;|#\d+;)/g, '&amp;');

/** {@link literal} for each attribute of an element. */
export const literals = <T extends Record<string, string>>(attributes: T): T =>
  Object.fromEntries(Object.entries(attributes).map(([k, v]) => [k, literal(v)])) as T;
