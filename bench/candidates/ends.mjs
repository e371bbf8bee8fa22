// How a logger ends: before its transport is asked to deliver what is left, it must have all lines.
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'

/**
 * pino's worker closes when its transport has closed.
 *
 * @param {import('pino').ThreadStream} transport
 */
export async function endOfWorker(transport) {
  const closed = once(transport, 'close')
  transport.end()
  await closed
}

/**
 * winston keeps lines for a transport that is slow to take them, and loses them when it is ended before.
 *
 * @param {import('winston').Logger} logger
 * @param {import('winston-transport')} transport
 */
export async function drainOfWinston(logger, transport) {
  const waiting = () => logger.writableLength + logger.readableLength + transport.writableLength > 0
  while (waiting()) await setTimeout(5)
}
