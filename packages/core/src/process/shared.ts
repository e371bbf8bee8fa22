// The number names the seam: two copies of this package that agree on it share their state, whether
// one was loaded as ESM and the other as CommonJS, and two incompatible versions do not.
const seam = 'logs-to-sentry/1'

/** State of the thread under one name, made once for all copies of this package in it. */
export function shared<State extends object>(name: string, create: () => State): State {
  const slots: { [key: symbol]: State | undefined } = globalThis
  return (slots[Symbol.for(`${seam}/${name}`)] ??= create())
}
