import { describe, expect, test } from 'vitest';
import { digitPlace, keyName, meaning } from '../../../src/renderer/shortcuts/keyboard';
import { printKey, type Shortcut, shortcuts } from '../../../src/renderer/shortcuts/registry';

const all = shortcuts as readonly Shortcut[];
const key = (k: string, part: Partial<KeyboardEvent> = {}) =>
  keyName({ key: k, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...part });

describe('the registry of shortcuts', () => {
  test('no key means two things in one scope, nor in a place and everywhere', () => {
    const narrow = new Set(all.map((s) => s.scope));
    for (const scope of narrow) {
      const keys = all.filter((s) => s.scope === scope || s.scope === 'global').flatMap((s) => s.keys);
      expect(keys, scope).toEqual([...new Set(keys)]);
    }
  });

  test('ids are unique and every shortcut explains itself', () => {
    expect(new Set(all.map((s) => s.id)).size).toBe(all.length);
    expect(all.filter((s) => s.help.length < 5)).toEqual([]);
  });

  test('only keys that a French keyboard has at hand', () => {
    const easy = /^(?:(?:Ctrl|Alt|Shift)\+)?(?:[a-z]|[1-9]|\?|\+|-|Arrow(?:Up|Down)|Enter|Escape|Space)$/;
    expect(all.flatMap((s) => s.keys).filter((k) => !easy.test(k))).toEqual([]);
  });

  test('a key heard while typing types nothing', () => {
    const typed = all.filter((s) => s.whileTyping).flatMap((s) => s.keys);
    expect(typed.filter((k) => !/^(Ctrl|Alt)\+|^Escape$/.test(k))).toEqual([]);
  });
});

describe('the keyboard', () => {
  test('names a key as the registry writes it', () => {
    expect(key('E')).toBe('e');
    expect(key('?', { shiftKey: true })).toBe('?');
    expect(key('Enter', { ctrlKey: true })).toBe('Ctrl+Enter');
    expect(key(' ', { shiftKey: true })).toBe('Shift+Space');
  });

  test('reads digits by their place: on AZERTY the key of 1 types &', () =>
    expect(key('&', { altKey: true, code: 'Digit1' })).toBe('Alt+1'));

  test('a digit alone is found by its place too, and what the key types comes first', () => {
    const at = (code: string, part: Partial<KeyboardEvent> = {}) =>
      digitPlace({ key: 'x', code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...part });
    expect([at('Digit1'), at('KeyE'), at('Digit1', { shiftKey: true })]).toEqual(['1', null, null]);
    expect(meaning('-', ['pdf', 'reception', 'global'], false)?.id).toBe('zoomOut');
  });

  test('letters are left alone while a field is typed in, Ctrl+K is not', () => {
    expect(meaning('e', ['reception', 'global'], false)?.id).toBe('file');
    expect(meaning('e', ['reception', 'global'], true)).toBeNull();
    expect(meaning('Ctrl+k', ['reception', 'global'], true)?.id).toBe('palette');
  });

  test('the same letter means what the place says', () => {
    expect(meaning('p', ['reception', 'global'], false)?.id).toBe('otherPatient');
    expect(meaning('p', ['dossier', 'global'], false)?.id).toBe('findPatient');
    expect(meaning('e', ['envois' as 'global', 'global'], false)).toBeNull();
  });

  test('prints keys as they are engraved', () =>
    expect(['Ctrl+Enter', 'e', '+', 'Shift+Space'].map(printKey)).toEqual(['Ctrl ⏎', 'E', '+', '⇧ Espace']));
});
