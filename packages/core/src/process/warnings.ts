import { workerThreads } from '../delivery/builtin.ts'
import { writeError } from './diagnostics.ts'
import { shared } from './shared.ts'

const type = 'LogsToSentryWarning'

const warned = shared('warned', () => new Set<string>())

/** Tells the operator of a trouble that does not stop the application: one process warning per code and cause. */
export function warnOnce(code: string, message: string, cause: string = ''): void {
  const key = `${code} ${cause}`
  if (warned.has(key)) return
  warned.add(key)
  const text = `logs-to-sentry: ${message}`
  if (workerThreads().isMainThread) process.emitWarning(text, { type, code })
  // Of a program that ends soon, Node would lose a worker's warning. It listens unless warnings are off.
  else if (process.listenerCount('warning') > 0) {
    writeError(`(node:${process.pid}) [${code}] ${type}: ${text}`)
  }
}
