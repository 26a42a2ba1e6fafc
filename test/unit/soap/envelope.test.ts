import { describe, expect, test } from 'vitest';
import { readEnvelope, SOAP11, SOAP12, writeEnvelope } from '../../../src/main/soap/envelope';
import { el } from '../../../src/main/soap/markup';
import { parseTree } from '../../../src/main/soap/tree';
import { limits } from '../../../src/shared/limits';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readEnvelope(bytes(text));
const envelope = (inside: string, ns = SOAP12) => `<e:Envelope xmlns:e="${ns}">${inside}</e:Envelope>`;

describe('an envelope', () => {
  test('comes back as it was written, hostile characters and all', () => {
    const text = `</soap:Body><x a="b">&amp;]]>\u0000\ud800é😀`;
    const body = el('b', { a: `"<'&\n` }, text);
    const xml = writeEnvelope({ action: 'urn:a', messageId: 'urn:uuid:1', to: 'https://x?a&b', body });
    const answer = read(xml);
    if (!answer.ok) throw new Error(answer.error.code);
    expect(answer.value.body).toMatchObject({
      name: 'b',
      attributes: { a: `"<'&\n` },
      children: [text.replace('\u0000', '\ufffd').replace('\ud800', '\ufffd')],
    });
  });
  test.each([
    ['no envelope', '<a/>'],
    ['another namespace', envelope('<e:Body/>', 'urn:x')],
    ['no body', envelope('<e:Header/>')],
    ['two bodies', envelope('<e:Body/><e:Body/>')],
  ])('with %s is refused', (_, xml) => expect(read(xml)).toMatchObject({ error: { code: 'soap-envelope' } }));
  test('with a DOCTYPE is refused', () => {
    expect(read(`<!DOCTYPE a [<!ENTITY b "c">]>${envelope('<e:Body>&b;</e:Body>')}`).ok).toBe(false);
  });
});

describe('a fault', () => {
  test('of SOAP 1.2 loses its prefixes, whatever they are', () => {
    const answer = read(
      envelope(
        '<e:Body><e:Fault><e:Code><e:Value>e:Sender</e:Value><e:Subcode><e:Value>q:one</e:Value><e:Subcode><e:Value>two</e:Value></e:Subcode></e:Subcode></e:Code><e:Reason><e:Text xml:lang="fr"> Une\n raison </e:Text></e:Reason><e:Detail><z:Erreur xmlns:z="urn:siram" code="z:c"/></e:Detail></e:Fault></e:Body>',
      ),
    );
    expect(answer).toMatchObject({
      ok: true,
      value: {
        body: null,
        fault: {
          code: 'Sender',
          subcodes: ['one', 'two'],
          reason: 'Une raison',
          detail: [{ name: 'Erreur', ns: 'urn:siram', attributes: { code: 'z:c' } }],
        },
      },
    });
  });
  test('of SOAP 1.1 is read too', () => {
    const fault = '<e:Fault><faultcode>e:Server</faultcode><faultstring>non</faultstring></e:Fault>';
    expect(read(envelope(`<e:Body>${fault}</e:Body>`, SOAP11))).toMatchObject({
      value: { fault: { code: 'Server', reason: 'non' } },
    });
  });
  test('named so in another namespace is a body like another', () => {
    expect(read(envelope('<e:Body><Fault xmlns="urn:x"/></e:Body>'))).toMatchObject({
      value: { fault: null, body: { name: 'Fault' } },
    });
  });
});

describe('a document to sign', () => {
  const code = (xml: string) => {
    const tree = parseTree(bytes(xml));
    return tree.ok ? 'ok' : tree.error.code;
  };
  test.each([
    ['a DOCTYPE', '<!DOCTYPE a><a/>'],
    ['an unbound prefix', '<p:a/>'],
    ['two attributes of one name', '<a xmlns:p="u" xmlns:q="u" p:x="" q:x=""/>'],
    ['no end', '<a>'],
    ['nothing', ' '],
    ['an unknown entity', '<a>&b;</a>'],
  ])('with %s is refused', (_, xml) => expect(code(xml)).toMatch(/^(soap|xml)-/));
  test('just under and just over the limits', () => {
    const deep = (n: number) => `${'<a>'.repeat(n)}${'</a>'.repeat(n)}`;
    expect(code(deep(limits.xmlDepth))).toBe('ok');
    expect(code(deep(limits.xmlDepth + 1))).toBe('soap-limit');
    const wide = (n: number) => `<a ${Array.from({ length: n }, (_, i) => `b${i}=""`).join(' ')}/>`;
    expect(code(wide(limits.xmlAttributes))).toBe('ok');
    expect(code(wide(limits.xmlAttributes + 1))).toBe('soap-limit');
  });
});
