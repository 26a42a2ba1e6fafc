import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createInsi } from '../../../src/main/ins/client';
import { parseXml } from '../../../src/main/xml/parse';
import { ports, software } from '../dmp/dmpFixtures';
import { soap } from '../dmp/strictServer';
import { TestPki, testProfessional } from '../dmp/testPki';

const query = {
  birthName: "D'EXEMPLE--FICTIF",
  firstNames: ['ANNE-LAURE'],
  sex: 'F' as const,
  birthDate: '1985-03-14',
  birthPlace: null,
};

/** An INSi answer injected as the CNDA's test files are; `changes` replace texts of the nominal one. */
function found(...changes: [string, string][]): string {
  const nominal = `<RESULTAT xmlns="http://www.cnamts.fr/INSiResultat"><CR><CodeCR>00</CodeCR><LibelleCR>OK</LibelleCR></CR><INDIVIDU><INSACTIF><IdIndividu><NumIdentifiant>285032a004123</NumIdentifiant><Cle>71</Cle></IdIndividu><OID>1.2.250.1.213.1.4.10</OID></INSACTIF><INSHISTO><IdIndividu><NumIdentifiant>285032A004123</NumIdentifiant><Cle>71</Cle></IdIndividu><OID>1.2.250.1.213.1.4.10</OID></INSHISTO><INSHISTO><IdIndividu><NumIdentifiant>185032A004123</NumIdentifiant><Cle>80</Cle></IdIndividu><OID>1.2.250.1.213.1.4.10</OID></INSHISTO><TIQ><NomNaissance>D'EXEMPLE--FICTIF</NomNaissance><ListePrenom>ANNE-LAURE MARIE</ListePrenom><Sexe>F</Sexe><DateNaissance>1985-03-14</DateNaissance><LieuNaissance>2A004</LieuNaissance></TIQ></INDIVIDU></RESULTAT>`;
  return soap(changes.reduce((xml, [from, to]) => xml.replaceAll(from, to), nominal));
}
const code = (cr: string) =>
  soap(
    `<r:RESULTAT xmlns:r="http://www.cnamts.fr/INSiResultat"><r:CR><r:CodeCR>${cr}</r:CodeCR></r:CR></r:RESULTAT>`,
  );
const fault = (subcode: string, inside: string) =>
  soap(
    `<s:Fault xmlns:S="urn:siram"><s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value>S:${subcode}</s:Value></s:Subcode></s:Code><s:Reason><s:Text>x</s:Text></s:Reason><s:Detail><S:Erreur severite="fatal" code="S:${inside}"/></s:Detail></s:Fault>`,
  );

let reply = { status: 200, body: '' as string | null };
let asked: string[] = [];
let professional: ReturnType<typeof testProfessional>;
let client: ReturnType<typeof createInsi>;
let server: ReturnType<typeof createServer>;

beforeAll(async () => {
  const pki = new TestPki();
  const pair = pki.server();
  professional = testProfessional(pki);
  server = createServer({ cert: pair.certificate, key: pair.key }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (c: Buffer) => chunks.push(c));
    request.on('end', () => {
      asked.push(Buffer.concat(chunks).toString());
      if (reply.body === null) return;
      response.writeHead(reply.status, { 'Content-Type': 'application/soap+xml' }).end(reply.body);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  client = createInsi(
    {
      insi: { url: `https://localhost:${(server.address() as AddressInfo).port}/lps` },
      software,
      trust: [pki.ca],
      insOids: ['1.2.250.1.213.1.4.10'],
      practice: { sector: 'SA07', billingIdentifier: '991130972' },
      timeouts: { idle: 300, total: 1_000 },
    },
    () => ({ ok: true, value: professional }),
    ports(),
  );
});
afterEach(() => {
  asked = [];
});
afterAll(() => {
  client.close();
  server.closeAllConnections();
  server.close();
});
const search = (body: string | null, status = 200, q = query) => {
  reply = { status, body };
  return client.searchByTraits(q);
};

describe('a search by traits', () => {
  test('carries both contexts and an assertion signed with the authentication key', async () => {
    professional.used.length = 0;
    await search(code('01'));
    expect(professional.used).toEqual(['authentication']);
    const [xml] = asked;
    expect(parseXml(Buffer.from(xml!)).ok).toBe(true);
    expect(xml).toContain('<wsa:Action>urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecTraitsIdentite<');
    expect(xml).toMatch(/<wsa:MessageID>uuid:[0-9a-f-]{36}</);
    expect(xml).toContain('<lps:IDAM R="4">AUTORISATION-TEST</lps:IDAM>');
    expect(xml).toContain(`<lps:Instance>${software.installation}</lps:Instance>`);
    expect(xml).toContain('<lps:Nom>urn:lps:Colloque:0.1.0</lps:Nom>');
    expect(xml!.match(/Emetteur>899700000120</g)).toHaveLength(2);
    expect(xml).toContain('<saml2:NameID NameQualifier="CPS">899700000120</saml2:NameID>');
    expect(xml).toContain(
      '<q:RECSANSVITALE xmlns:q="http://www.cnamts.fr/INSiRecSans"><q:NomNaissance>D\'EXEMPLE--FICTIF</q:NomNaissance><q:Prenom>ANNE-LAURE</q:Prenom><q:Sexe>F</q:Sexe><q:DateNaissance>1985-03-14</q:DateNaissance></q:RECSANSVITALE>',
    );
  });

  test('that finds one gives the identity, its history without the active matricule, letters in capitals', async () => {
    expect(await search(found())).toEqual({
      ok: true,
      value: {
        code: '00',
        ins: { value: '285032A00412371', oid: '1.2.250.1.213.1.4.10' },
        history: [{ value: '185032A00412380', oid: '1.2.250.1.213.1.4.10' }],
        traits: {
          birthName: "D'EXEMPLE--FICTIF",
          firstNames: 'ANNE-LAURE MARIE',
          firstGivenName: 'ANNE-LAURE',
          sex: 'F',
          birthDate: '1985-03-14',
          birthPlace: '2A004',
        },
        warnings: [],
      },
    });
  });

  test.each(['01', '02'] as const)(
    'that finds none or several (%s) is an answer, not an error',
    async (cr) => {
      expect(await search(code(cr))).toEqual({ ok: true, value: { code: cr } });
    },
  );

  test.each(['1985-00-14', '1985-03-00', '1985-00-00'])(
    'E-INS-16 nothing is taken over with the date %s',
    async (date) => {
      expect(await search(found(['1985-03-14', date]))).toMatchObject({
        ok: false,
        error: { code: 'insi-uncertain-date' },
      });
    },
  );

  test.each([
    ["<NomNaissance>D'EXEMPLE--FICTIF</NomNaissance>", '<NomNaissance/>'],
    ['<ListePrenom>ANNE-LAURE MARIE</ListePrenom>', '<ListePrenom> </ListePrenom>'],
    ['<Sexe>F</Sexe>', ''],
  ])('E-INS-17 nothing is taken over with an empty trait: %s', async (from, to) => {
    expect(await search(found([from, to]))).toMatchObject({ ok: false, error: { code: 'insi-empty-trait' } });
  });

  test('E-INS-53 a matricule whose key does not fit is accepted with a warning', async () => {
    const result = await search(found(['285032a004123', '1810363220456'], ['>71<', '>60<']));
    expect(result).toMatchObject({ ok: true, value: { ins: { value: '181036322045660' } } });
    expect(result.ok && result.value.code === '00' && result.value.warnings).toHaveLength(1);
  });

  test('whose authority is of another environment is refused', async () => {
    expect(await search(found(['1.2.250.1.213.1.4.10', '1.2.250.1.213.1.4.11']))).toMatchObject({
      ok: false,
      error: { code: 'insi-foreign-authority' },
    });
  });

  test.each([
    ['siram_40', 'insi_102', 'insi-unavailable', 'later'],
    ['siram_100', 'desir_550', 'insi-authorisation', 'human'],
    ['siram_100', 'desir_560', 'insi-access', 'human'],
    ['siram_7', 'desir_9', 'insi-refused', 'human'],
  ])('fault %s %s', async (subcode, inside, ours, retry) => {
    const result = await search(fault(subcode, inside), 500);
    expect(result).toMatchObject({
      ok: false,
      error: { code: ours, retry, detail: expect.stringContaining(inside) },
    });
  });

  test('whose answer is cut, is a proxy’s page or never comes blocks nobody', async () => {
    expect(await search(found().slice(0, 400))).toMatchObject({
      error: { code: 'insi-bad-answer', retry: 'later' },
    });
    expect(await search('<html>502</html>', 502)).toMatchObject({ error: { code: 'insi-unavailable' } });
    expect(await search(null)).toMatchObject({ error: { code: 'insi-timeout', retry: 'later' } });
  });

  test('without a name or a whole date is not sent', async () => {
    expect(await search(code('01'), 200, { ...query, firstNames: [] })).toMatchObject({
      error: { code: 'insi-traits-incomplete' },
    });
    expect(asked).toHaveLength(0);
  });
});

const claim = {
  ins: { value: '285032A00412371', oid: '1.2.250.1.213.1.4.10' },
  traits: {
    birthName: "D'EXEMPLE--FICTIF",
    firstNames: 'ANNE-LAURE MARIE',
    firstGivenName: 'ANNE-LAURE',
    sex: 'F' as const,
    birthDate: '1985-03-14',
    birthPlace: '2A004',
  },
};
const judged = (word: string, namespace = 'http://www.cnamts.fr/INSiLot2/REPUnitaire') =>
  soap(`<r:RESULTAT xmlns:r="${namespace}"><r:CR><r:CodeCR>${word}</r:CodeCR></r:CR></r:RESULTAT>`);
const verify = (body: string | null, status = 200, c: typeof claim = claim) => {
  reply = { status, body };
  return client.verify(c);
};

describe('a verification', () => {
  test('carries the INS and its traits under the same contexts and assertion', async () => {
    professional.used.length = 0;
    const result = await verify(judged('OK'));
    expect(professional.used).toEqual(['authentication']);
    const [xml] = asked;
    expect(xml).toContain('<wsa:Action>urn:ServiceIdentiteCertifiee:1.0.0:verifierInsAvecTraitsIdentite<');
    expect(xml).toContain('<lps:IDAM R="4">AUTORISATION-TEST</lps:IDAM>');
    expect(xml).toContain(
      "<v:INSFourni><v:IdIndividu><v:NumIdentifiant>285032A004123</v:NumIdentifiant><v:Cle>71</v:Cle></v:IdIndividu><v:OID>1.2.250.1.213.1.4.10</v:OID></v:INSFourni><v:TraitsIdentiteIndividu><v:NomNaissance>D'EXEMPLE--FICTIF</v:NomNaissance><v:Prenom>ANNE-LAURE</v:Prenom><v:ListePrenom>ANNE-LAURE MARIE</v:ListePrenom><v:Sexe>F</v:Sexe><v:DateNaissance>1985-03-14</v:DateNaissance><v:LieuNaissance>2A004</v:LieuNaissance></v:TraitsIdentiteIndividu>",
    );
    const messageId = /<wsa:MessageID>(uuid:[0-9a-f-]{36})</.exec(xml!)![1];
    expect(result).toEqual({ ok: true, value: { verdict: 'ok', messageId } });
  });

  test('is answered by KO as by OK: neither is an error', async () => {
    expect(await verify(judged('KO'))).toMatchObject({ ok: true, value: { verdict: 'ko' } });
  });

  test.each([
    ['another word', judged('00')],
    ['a word of the language itself', judged('constructor')],
    ['no word', judged('')],
    ['the result of a search', found()],
    ['another namespace', judged('OK', 'http://www.cnamts.fr/INSiResultat')],
  ])('%s is no verdict, neither good nor bad', async (_, body) => {
    expect(await verify(body)).toMatchObject({ error: { code: 'insi-bad-answer', retry: 'later' } });
  });

  test.each([
    ['siram_40', 'insi_102', 'insi-unavailable', 'later'],
    ['siram_100', 'desir_550', 'insi-authorisation', 'human'],
    ['siram_7', 'desir_9', 'insi-refused', 'human'],
  ])('fault %s %s', async (subcode, inside, ours, retry) => {
    expect(await verify(fault(subcode, inside), 500)).toMatchObject({ error: { code: ours, retry } });
  });

  test('whose answer is cut, refused by a proxy or never comes says so', async () => {
    expect(await verify(judged('OK').slice(0, 200))).toMatchObject({ error: { code: 'insi-bad-answer' } });
    expect(await verify('<html>502</html>', 502)).toMatchObject({ error: { code: 'insi-unavailable' } });
    expect(await verify(null)).toMatchObject({ error: { code: 'insi-timeout' } });
  });

  test('without a name, a given name or a whole date is not sent', async () => {
    for (const traits of [
      { ...claim.traits, birthName: '' },
      { ...claim.traits, firstNames: null, firstGivenName: null },
      { ...claim.traits, birthDate: '1985' },
    ])
      expect(await client.verify({ ...claim, traits })).toMatchObject({
        error: { code: 'insi-traits-incomplete' },
      });
    expect(asked).toHaveLength(0);
  });
});
