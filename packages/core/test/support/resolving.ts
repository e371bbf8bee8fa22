import dns, { type LookupOptions } from 'node:dns'

type Answer = (error: Error | null, address?: unknown, family?: number) => void

/**
 * Has this process resolve a name as `isKnown` says, to 127.0.0.1 or not at all, until it goes out of scope.
 *
 * No question about the name leaves the machine.
 */
export function resolving(name: string, isKnown: () => boolean): Disposable {
  const { lookup } = dns
  const fake = (asked: string, options: LookupOptions, answer: Answer): void => {
    if (asked === name && !isKnown()) {
      const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' })
      process.nextTick(answer, error)
    } else {
      lookup(asked === name ? '127.0.0.1' : asked, options, answer)
    }
  }
  Reflect.set(dns, 'lookup', fake)
  return { [Symbol.dispose]: () => void Reflect.set(dns, 'lookup', lookup) }
}
