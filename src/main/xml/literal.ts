/**
 * xmlbuilder2 leaves `&amp;`, `&lt;`… as they are when they stand in a value, and so changes a text that really
 * holds these characters. What goes through here is read back exactly as it was.
 */
export const literal = (value: string): string => value.replace(/&(?=(?:lt|gt|amp|apos|quot);)/g, '&amp;');

/** {@link literal} for each attribute of an element. */
export const literals = <T extends Record<string, string>>(attributes: T): T =>
  Object.fromEntries(Object.entries(attributes).map(([k, v]) => [k, literal(v)])) as T;
