import type { Fields } from './fields.ts'

interface Convention {
  readonly name: string
  /** What `typeof` says of the values that the loggers themselves write. */
  readonly type: string
}

const conventions: ReadonlyMap<string, Convention> = new Map([
  ['name', { name: 'logger.name', type: 'string' }],
  ['pid', { name: 'process.pid', type: 'number' }],
  ['hostname', { name: 'server.address', type: 'string' }],
])

/**
 * Gives the name that Sentry's conventions have for what pino and bunyan write of the logger and its
 * process. A field that already has the conventional name is the application's word, and wins.
 */
export function conventionalName(name: string, fields: Readonly<Fields>): string {
  const convention = conventions.get(name)
  return convention !== undefined &&
    typeof fields[name] === convention.type &&
    !Object.hasOwn(fields, convention.name)
    ? convention.name
    : name
}
