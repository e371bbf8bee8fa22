import { readField } from '@logs-to-sentry/core'

/** Runs in place of a method; `proceed` runs the method itself. */
export type Override = (args: readonly unknown[], proceed: () => unknown) => unknown

/**
 * Puts a method before the one of the same name that an object has or inherits.
 *
 * @returns what takes it away; where somebody has put another one before it by then, it stays, and
 * only passes calls on
 */
export function override(target: object, name: string, replacement: Override): () => void {
  const own = Reflect.getOwnPropertyDescriptor(target, name)
  if (typeof Reflect.get(target, name) !== 'function') return () => {}
  let isActive = true

  function method(this: unknown, ...args: unknown[]): unknown {
    // Looked up at each call, because instrumentations change the prototype.
    const original: unknown = own?.value ?? readField(Object.getPrototypeOf(target), name)
    const proceed = (): unknown =>
      typeof original === 'function' ? Reflect.apply(original, this, args) : undefined
    return isActive ? replacement(args, proceed) : proceed()
  }
  Reflect.defineProperty(target, name, { value: method, configurable: true, writable: true })
  return () => {
    isActive = false
    if (Reflect.getOwnPropertyDescriptor(target, name)?.value !== method) return
    if (own === undefined) Reflect.deleteProperty(target, name)
    else Reflect.defineProperty(target, name, own)
  }
}
