import pino from 'pino'
import { withPino } from './callers.mjs'
import { endOfWorker } from './ends.mjs'

export async function create(origin) {
  const options = { host: origin, labels: { application: 'shop' } }
  const transport = pino.transport({ target: 'pino-loki', options })
  return { log: withPino(pino(transport)), end: () => endOfWorker(transport) }
}
