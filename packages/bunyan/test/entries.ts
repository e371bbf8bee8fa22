import bunyan from 'bunyan'
import type { LogInput } from '@logs-to-sentry/core'
import { toLogInput, type EntryContext } from '../src/entry.ts'

/** The context of a client without options, to which `password` is the one sensitive name. */
export const context: EntryContext = { isSensitive: (name) => name === 'password' }

/** Lets a real logger log, and gives the entries that its raw streams see. */
export function entriesOf(
  log: (logger: bunyan) => unknown,
  options: Partial<bunyan.LoggerOptions> = {},
): unknown[] {
  const entries: unknown[] = []
  const stream: Pick<NodeJS.WritableStream, 'write'> = {
    write: (entry: unknown) => entries.push(entry) > 0,
  }
  const streams = [
    { type: 'raw', level: 0, stream: Object.assign(new bunyan.RingBuffer({}), stream) },
  ]
  log(bunyan.createLogger({ name: 'shop', ...options, streams }))
  return entries
}

/** Lets a real logger log one line, and reads it. */
export function inputOf(...args: Parameters<typeof entriesOf>): LogInput {
  return toLogInput(entriesOf(...args)[0], context)
}
