import { setTimeout } from 'node:timers/promises'
import { LogtailStream } from '@logtail/bunyan'
import bunyan from 'bunyan'
import { Logtail } from 'logtail-node-0.1'
import { withBunyan } from './callers.mjs'

/** Its stream asks for version 0.1 of the client, which has no flush: it sends what it has each second. */
export async function create(origin) {
  const logtail = new Logtail('token', { endpoint: origin })
  const streams = [{ stream: new LogtailStream(logtail) }]
  const logger = bunyan.createLogger({ name: 'shop', streams })
  return { log: withBunyan(logger), end: () => setTimeout(2500) }
}
