/** `FROM:<a@b> SIZE=1 RET=HDRS`: the address and the parameters, names in upper case; null when malformed. */
export function parsePath(
  argument: string,
  keyword: 'FROM' | 'TO',
): { address: string; parameters: Map<string, string> } | null {
  const [, word, address, rest = ''] = /^(FROM|TO):\s*<([^<>\s]*)>(.*)$/i.exec(argument) ?? [];
  if (word?.toUpperCase() !== keyword || address === undefined) return null;
  const parameters = new Map<string, string>();
  for (const parameter of rest.trim().split(/\s+/).filter(Boolean)) {
    const [name = '', value = ''] = parameter.split('=');
    parameters.set(name.toUpperCase(), value);
  }
  return { address, parameters };
}
