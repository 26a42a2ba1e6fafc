import { webcrypto } from 'node:crypto';

/**
 * `@peculiar/x509` wires itself with tsyringe, which refuses to load without the metadata half of `Reflect`.
 * Only three of its functions are ever called, on classes: they stand here rather than a polyfill for all of it,
 * and the library is imported after them.
 */
type Metadata = Map<unknown, unknown>;
const kept = new WeakMap<object, Metadata>();
const reflect = Reflect as typeof Reflect & {
  getMetadata?: (key: unknown, target: object) => unknown;
  getOwnMetadata?: (key: unknown, target: object) => unknown;
  defineMetadata?: (key: unknown, value: unknown, target: object) => void;
};

if (!reflect.getMetadata) {
  reflect.getOwnMetadata = (key, target) => kept.get(target)?.get(key);
  reflect.getMetadata = (key, target) => {
    for (let at: object | null = target; at; at = Object.getPrototypeOf(at) as object | null)
      if (kept.get(at)?.has(key)) return kept.get(at)?.get(key);
    return undefined;
  };
  reflect.defineMetadata = (key, value, target) => {
    kept.set(target, (kept.get(target) ?? new Map()).set(key, value));
  };
}

export const x509 = await import('@peculiar/x509');
x509.cryptoProvider.set(webcrypto as Crypto);
