import { shared } from './shared.ts'

const warned = shared('warned', () => new Set<string>())

/** Tells the operator of a trouble that does not stop the application: one process warning per code and cause. */
export function warnOnce(code: string, message: string, cause: string = ''): void {
  const key = `${code} ${cause}`
  if (warned.has(key)) return
  warned.add(key)
  process.emitWarning(`logs-to-sentry: ${message}`, { type: 'LogsToSentryWarning', code })
}
