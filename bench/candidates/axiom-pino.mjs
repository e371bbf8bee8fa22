import pino from 'pino'
import { withPino } from './callers.mjs'
import { endOfWorker } from './ends.mjs'

export async function create(origin) {
  const options = { dataset: 'shop', token: 'xaat-token', url: origin }
  const transport = pino.transport({ target: '@axiomhq/pino', options })
  return { log: withPino(pino(transport)), end: () => endOfWorker(transport) }
}
