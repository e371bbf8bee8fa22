import pino from 'pino'
import { withPino } from './callers.mjs'
import { endOfWorker } from './ends.mjs'

export async function create(origin) {
  const options = { sourceToken: 'token', options: { endpoint: origin } }
  const transport = pino.transport({ target: '@logtail/pino', options })
  return { log: withPino(pino(transport)), end: () => endOfWorker(transport) }
}
