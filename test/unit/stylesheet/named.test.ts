import { expect, test } from 'vitest';
import { namedStylesheet, travellingStylesheet } from '../../../src/main/stylesheet/named';

const document = (instruction: string) =>
  new TextEncoder().encode(`<?xml version="1.0"?>${instruction}<ClinicalDocument xmlns="urn:hl7-org:v3"/>`);
const named = (href: string) => document(`<?xml-stylesheet type="text/xsl" href="${href}"?>`);
const sheets = [{ name: 'IHE_XDM/STYLE/Labo.xsl' }, { name: 'IHE_XDM/STYLE/autre.xsl' }];

test('the instruction’s address is read, in either quotes', () => {
  expect(namedStylesheet(named('../STYLE/labo.xsl'))).toBe('../STYLE/labo.xsl');
  expect(namedStylesheet(document(`<?xml-stylesheet href='a.xsl' type="text/xsl"?>`))).toBe('a.xsl');
  expect(namedStylesheet(document(''))).toBeNull();
});

test('a document takes the sheet it names, by file name, whatever the folders', () => {
  expect(travellingStylesheet(named('../../STYLE/LABO.XSL'), sheets)?.name).toBe('IHE_XDM/STYLE/Labo.xsl');
  expect(travellingStylesheet(named('..\\STYLE\\autre.xsl'), sheets)?.name).toBe('IHE_XDM/STYLE/autre.xsl');
});

test('a sheet that does not travel with it is not replaced by another', () => {
  expect(travellingStylesheet(named('http://x/CDA-FO.xsl'), sheets)).toBeNull();
  expect(travellingStylesheet(named('#'), sheets.slice(0, 1))).toBeNull();
});

test('a document that names none takes the only sheet beside it, never one of several', () => {
  expect(travellingStylesheet(document(''), sheets.slice(0, 1))?.name).toBe('IHE_XDM/STYLE/Labo.xsl');
  expect(travellingStylesheet(document(''), sheets)).toBeNull();
});
