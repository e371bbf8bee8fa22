// One line each: what is measured by `shapes.mjs` with allocations, and by `compare.mjs` beside another build.
import bunyan from 'bunyan'
import { pino } from 'pino'
import winston from 'winston'
import Transport from 'winston-transport'
import { load } from './packages.mjs'
import { cutAtSeam, dsn } from './seam.mjs'
import { bindings, error, message, nested, request, wide } from './workload.mjs'

/**
 * A case logs one line per call of `run`.
 *
 * @typedef {{ readonly name: string, readonly run: () => void }} Case
 */

/**
 * @param {string} [root] a checkout that is built; this one by default
 * @returns {Promise<readonly Case[]>}
 */
export async function createCases(root) {
  cutAtSeam()
  return [
    ...(await coreCases(root)),
    ...(await winstonCases(root)),
    ...(await bunyanCases(root)),
    ...(await pinoCases(root)),
  ]
}

async function coreCases(root) {
  const { createClient, init, logger } = await load('core', root)
  const client = createClient({ dsn })
  const hooked = createClient({ dsn, beforeSendLog: (log) => log })
  init({ dsn })
  const capture = (name, attributes, to = client) => ({
    name: `core: ${name}`,
    run: () => to.capture({ level: 'info', body: message, attributes: attributes() }),
  })
  return [
    capture('a message alone', () => undefined),
    capture('a web request', request),
    capture('a web request, through beforeSendLog', request, hooked),
    capture('32 fields', () => wide(32)),
    capture('5 objects in each other', () => nested(5)),
    capture('an error', () => ({ err: error })),
    capture('text that is not ASCII', () => ({ name: 'Zoë Müller, 東京', note: 'größer als “ß”' })),
    capture('text that JSON escapes', () => ({
      sql: 'SELECT "id"\nFROM "orders"',
      path: 'C:\\tmp',
    })),
    {
      name: 'core: a template with two parameters',
      run: () => logger.info('order {order} of {customer} is paid', { order: 'or_1', customer: 7 }),
    },
  ]
}

const createWinston = (transport) =>
  winston.createLogger({ transports: [transport] }).child(bindings)

async function winstonCases(root) {
  const { SentryTransport } = await load('winston', root)
  class NoTransport extends Transport {
    log(_info, callback) {
      callback()
    }
  }
  const floor = createWinston(new NoTransport())
  const ours = createWinston(new SentryTransport({ dsn }))
  return [
    { name: 'winston: floor', run: () => floor.info(message, request()) },
    { name: 'winston: a web request', run: () => ours.info(message, request()) },
    { name: 'winston: floor, a message alone', run: () => floor.info(message) },
    { name: 'winston: a message alone', run: () => ours.info(message) },
  ]
}

const createBunyan = (stream) =>
  bunyan.createLogger({ name: 'shop', streams: [stream] }).child(bindings)

async function bunyanCases(root) {
  const { sentryStream } = await load('bunyan', root)
  const floor = createBunyan({ type: 'raw', stream: { write: () => true } })
  const ours = createBunyan(sentryStream({ dsn }))
  return [
    { name: 'bunyan: floor', run: () => floor.info(request(), message) },
    { name: 'bunyan: a web request', run: () => ours.info(request(), message) },
  ]
}

/** Lines as pino's worker gets them. */
async function pinoCases(root) {
  const { createSentryStream } = await load('pino', root)
  const lines = []
  const writer = pino({}, { write: (line) => lines.push(line) }).child(bindings)
  for (let index = 0; index < 1000; index += 1) writer.info(request(), message)
  const stream = createSentryStream({ dsn })
  let at = 0
  const next = () => lines[(at = (at + 1) % lines.length)]
  return [
    { name: 'pino: JSON.parse alone', run: () => JSON.parse(next()) },
    { name: 'pino: a web request', run: () => stream.write(next()) },
  ]
}
