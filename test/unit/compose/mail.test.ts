import { describe, expect, test } from 'vitest';
import type { FrozenDocument } from '../../../src/main/compose/frozen';
import { type MailInput, mailOf } from '../../../src/main/compose/mail';
import type { IdentityStatus, Patient } from '../../../src/shared/identity/patient';
import { patientIdSchema } from '../../../src/shared/identity/patient';
import { limits } from '../../../src/shared/limits';
import { header, patient } from '../cda/example';
import { freeze } from './people';

const frozen = async (who: Patient = patient) => (await freeze({ patient: who })).document;
const colleague = {
  kind: 'professional',
  address: 'yann@medecin.test.mssante.fr',
  name: 'Dr Kervella',
} as const;
const mail = (documents: FrozenDocument[], change: Partial<MailInput> = {}) =>
  mailOf({
    patient,
    documents,
    to: colleague,
    sender: { name: 'Dr Camille DOCTEUR-FICTIF', structure: 'CABINET FICTIF', phone: '02 99 11 11 11' },
    messageId: '<1@test.mssante.fr>',
    date: new Date('2026-11-23T09:30:00Z'),
    nil: 'NIL-1',
    practiceOid: header.practice.oid,
    ...change,
  });
const sent = (...args: Parameters<typeof mail>) => {
  const result = mail(...args);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};

describe('a mail of documents', () => {
  test('E-MSS-01 carries the archive and the PDF, the very bytes that were frozen', async () => {
    const document = await frozen();
    const { attachments } = sent([document]);
    expect(attachments.map((a) => [a.fileName, a.mediaType])).toEqual([
      ['IHE_XDM.zip', 'application/zip'],
      [document.fileName, 'application/pdf'],
    ]);
    expect(attachments[0]!.bytes).toBe(document.xdm);
    expect(attachments[1]!.bytes).toBe(document.pdf);
  });

  test('E-MSS-22 says type, name, given name and birth date after the token', async () => {
    expect(sent([await frozen()]).subject).toBe(
      'XDM/1.0/DDM+Prescription de produits de santé DURAND ELISE 14/03/1986',
    );
    const many = { xdm: new Uint8Array([80, 75]) };
    expect(sent([await frozen(), await frozen()], many).subject).toBe(
      'XDM/1.0/DDM+2 documents DURAND ELISE 14/03/1986',
    );
  });

  test('E-MSS-22 cuts a long label at 40 characters and keeps the subject on one line', async () => {
    const document = { ...(await frozen()), type: { code: '18761-7', system: null, label: null } };
    const { subject } = sent([document]);
    expect(subject).toBe('XDM/1.0/DDM+Note de transfert (dont lettre de liaiso DURAND ELISE 14/03/1986');
    expect(subject).not.toMatch(/[\r\n]/);
  });

  test('names code, INS and product in its headers', async () => {
    expect(sent([await frozen()]).headers).toEqual({
      'X-MSS-CODECDA': '57833-6',
      'X-MSS-INS': 'O',
      'X-MSS-NIL': 'NIL-1',
    });
    const provisional: Patient = { ...patient, status: 'provisoire', ins: null };
    expect(sent([await frozen(provisional)], { patient: provisional }).headers['X-MSS-INS']).toBe('N');
  });

  test('E-MSS-20 refuses documents of two patients', async () => {
    const other: Patient = { ...patient, id: patientIdSchema.parse('p-2'), status: 'validee', ins: null };
    expect(mail([await frozen(), await frozen(other)], { xdm: new Uint8Array([1]) })).toMatchObject({
      ok: false,
      error: { code: 'mail-patients' },
    });
    expect(mail([await frozen(other)])).toMatchObject({ ok: false, error: { code: 'mail-patients' } });
  });

  test('refuses nothing to send, a false address and too many bytes', async () => {
    const document = await frozen();
    const refused = (code: string) => ({ ok: false, error: { code } });
    expect(mail([])).toMatchObject(refused('mail-empty'));
    expect(mail([document, document])).toMatchObject(refused('mail-empty'));
    for (const address of ['yann', 'a@b', 'a b@c.fr', 'a@c.fr, d@e.fr', 'a@c.fr\r\nBcc: x@y.fr'])
      expect(mail([document], { to: { ...colleague, address } })).toMatchObject(refused('mail-address'));
    const room = limits.mailAttachmentsBytes - document.pdf.byteLength;
    expect(mail([document], { xdm: new Uint8Array(room) })).toMatchObject({ ok: true });
    expect(mail([document], { xdm: new Uint8Array(room + 1) })).toMatchObject(refused('mail-too-big'));
  });
});

describe('a mail to the patient', () => {
  test.each<[IdentityStatus, boolean]>([
    ['provisoire', false],
    ['recuperee', false],
    ['validee', false],
    ['qualifiee', true],
  ])('E-MES-01 with status %s has an address built from the INS: %s', async (status, known) => {
    const who: Patient = {
      ...patient,
      status,
      ins: status === 'provisoire' || status === 'validee' ? null : patient.ins,
    };
    const result = mail([await frozen(who)], { patient: who, to: { kind: 'patient' } });
    if (known)
      expect(result).toMatchObject({
        ok: true,
        value: { to: { address: '286033523801253@patient.mssante.fr' } },
      });
    else expect(result).toMatchObject({ ok: false, error: { code: 'mail-no-ins' } });
  });

  test('E-MES-05 of a minor goes to the minor’s own address', async () => {
    const child: Patient = {
      ...patient,
      traits: { ...patient.traits, birthDate: '2019-05-02' },
      ins: { value: '219053523801270', oid: patient.ins!.oid },
    };
    expect(sent([await frozen(child)], { patient: child, to: { kind: 'patient' } }).to.address).toBe(
      '219053523801270@patient.mssante.fr',
    );
  });

  test('is never sent with a document hidden from the patient', async () => {
    const document = await frozen();
    const mask = { code: 'INVISIBLE_PATIENT', system: '1.2.250.1.213.1.1.4.13', label: null };
    const hidden = {
      ...document,
      entry: { ...document.entry, confidentialityCodes: [...document.entry.confidentialityCodes, mask] },
    };
    expect(mail([hidden], { to: { kind: 'patient' } })).toMatchObject({
      ok: false,
      error: { code: 'mail-hidden' },
    });
    expect(mail([hidden])).toMatchObject({ ok: true });
  });

  test('may say that no answer is awaited; a colleague’s never does', async () => {
    const document = await frozen();
    const closed = sent([document], { to: { kind: 'patient' }, closed: true });
    expect(closed.headers['X-MSS-MES']).toBe('FIN');
    expect(closed.text).toContain('n’attend pas de réponse');
    expect(sent([document], { closed: true }).headers['X-MSS-MES']).toBeUndefined();
  });

  test('the text names neither the INS nor the patient', async () => {
    const { text } = sent([await frozen()], { to: { kind: 'patient' } });
    expect(text).not.toContain('286033523801253');
    expect(text).not.toContain('DURAND');
  });
});
