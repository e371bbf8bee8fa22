import { patienceMs } from './until.mjs'

/**
 * Flushes until all is settled: loggers say so themselves, and where one cannot the receiver's counts do.
 *
 * @param {number} sent
 * @param {import('./child.mjs').Child} child
 * @param {import('./child.mjs').Child} receiver
 * @returns {Promise<boolean>} false: it never was
 */
export async function deliverAll(sent, child, receiver) {
  const deadline = performance.now() + patienceMs
  while (performance.now() < deadline) {
    const flushed = await child.ask('flush', 10_000)
    const known = flushed.filter((isDone) => isDone !== null)
    const { settled } = await receiver.ask('progress')
    if (known.every(Boolean) && (known.length === flushed.length || settled >= sent)) return true
  }
  return false
}
