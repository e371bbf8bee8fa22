import type { Relay } from '../relay.ts'

const core = new URL('../../../packages/core/dist/index.mjs', import.meta.url).href

/**
 * A module whose delivery worker has delivered 'first' and stands still. It has core's exports, `client`,
 * the `worker`, and `log`, which logs 500 lines that are not read before the worker goes on.
 * What the client loses it writes to stdout.
 *
 * @param then what the worker runs when it goes on, 300 ms after the last line
 */
export const withStuckWorker = (
  { dsn }: Relay,
  options: object,
  then: string,
  code: string,
): string => `
  import { once } from 'node:events'
  import { writeSync } from 'node:fs'
  import { init, flush, logger } from ${JSON.stringify(core)}
  const started = once(process, 'worker')
  const client = init({
    dsn: ${JSON.stringify(dsn)},
    shutdownTimeoutMs: 9000,
    ...${JSON.stringify(options)},
    onDrop: ({ reason, logs }) => writeSync(1, reason + ' ' + logs + '\\n'),
  })
  logger.info('first')
  const [worker] = await started
  await flush()
  ${runInWorkers(`
    const channel = new BroadcastChannel('stuck')
    channel.onmessage = ({ data: gate }) => {
      channel.postMessage('stuck')
      channel.close()
      Atomics.wait(gate, 0, 0)
      Atomics.wait(gate, 0, 1, 300)
      ${then}
    }`)}
  const channel = new BroadcastChannel('stuck')
  const stuck = new Promise((resolve) => (channel.onmessage = resolve))
  const gate = new Int32Array(new SharedArrayBuffer(4))
  channel.postMessage(gate)
  await stuck
  channel.close()
  const log = () => {
    for (let line = 1; line <= 500; line += 1) logger.info('line ' + line)
    Atomics.store(gate, 0, 1)
    Atomics.notify(gate, 0)
  }
  ${code}`

/** Code that runs code in the workers that there are. */
const runInWorkers = (code: string): string => `{
  const { Session } = await import('node:inspector')
  const session = new Session()
  session.connect()
  const expression = ${JSON.stringify(`{ ${code} }`)}
  const message = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression } })
  session.on('NodeWorker.attachedToWorker', ({ params: { sessionId } }) =>
    session.post('NodeWorker.sendMessageToWorker', { sessionId, message }))
  const done = once(session, 'NodeWorker.receivedMessageFromWorker')
  session.post('NodeWorker.enable', { waitForDebuggerOnStart: false })
  await done
  // A thread with a debugger would wait for that before it ends.
  session.disconnect()
}`
