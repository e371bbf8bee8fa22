import { readField } from '@logs-to-sentry/core'

/** A method of an object, whatever it takes. */
export type Method = (...args: unknown[]) => unknown

/** Runs in place of a method, with the method itself and what that is called with. */
export type Override = (method: Method, self: unknown, args: readonly unknown[]) => unknown

/**
 * Puts a method before the one of the same name that an object has or inherits.
 *
 * @returns what takes it away; where somebody has put another one before it by then, it stays, and
 * only passes calls on
 */
export function override(target: object, name: string, replacement: Override): () => void {
  const own = Reflect.getOwnPropertyDescriptor(target, name)
  if (!isMethod(Reflect.get(target, name))) return () => {}
  let isActive = true

  function method(this: unknown, ...args: unknown[]): unknown {
    // Looked up at each call, because instrumentations change the prototype.
    const original: unknown = own?.value ?? readField(Object.getPrototypeOf(target), name)
    if (!isMethod(original)) return undefined
    return isActive ? replacement(original, this, args) : Reflect.apply(original, this, args)
  }
  Reflect.defineProperty(target, name, { value: method, configurable: true, writable: true })
  return () => {
    isActive = false
    if (Reflect.getOwnPropertyDescriptor(target, name)?.value !== method) return
    if (own === undefined) Reflect.deleteProperty(target, name)
    else Reflect.defineProperty(target, name, own)
  }
}

const isMethod = (value: unknown): value is Method => typeof value === 'function'
