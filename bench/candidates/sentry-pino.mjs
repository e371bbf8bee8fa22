import * as Sentry from '@sentry/node'
import { endBoundMs } from '../bound.mjs'
import { withPino } from './callers.mjs'
import { dsnOf } from './dsn.mjs'

export async function create(origin) {
  const integrations = [Sentry.pinoIntegration()]
  Sentry.init({ dsn: dsnOf(origin), enableLogs: true, integrations })
  // As documented: the logger is loaded after the SDK has started.
  const { default: pino } = await import('pino')
  return { log: withPino(pino({}, { write() {} })), end: () => Sentry.close(endBoundMs) }
}
