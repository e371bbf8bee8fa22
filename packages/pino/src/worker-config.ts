import { parentPort, workerData } from 'node:worker_threads'
import { parseConfigMessage } from './logger-config.ts'

/**
 * Waits in pino's worker for the message in which the logger tells its keys and levels.
 *
 * pino sends it after the worker has started, and never to a transport that no logger was made with:
 * then, and outside such a worker, the answer is undefined.
 */
export function receiveConfigMessage(timeoutMs: number): Promise<unknown> {
  const port = parentPort
  if (port === null || !willBeSent(workerData)) return Promise.resolve(undefined)
  return new Promise((resolve) => {
    const finish = (message: unknown): void => {
      clearTimeout(timer)
      port.off('message', onMessage)
      resolve(message)
    }
    const onMessage = (message: unknown): void => {
      if (parseConfigMessage(message) !== undefined) finish(message)
    }
    const timer = setTimeout(finish, timeoutMs, undefined)
    port.on('message', onMessage)
  })
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

function willBeSent(data: unknown): boolean {
  if (!isObject(data) || !('workerData' in data) || !isObject(data.workerData)) return false
  const options = data.workerData
  return 'pinoWillSendConfig' in options && options.pinoWillSendConfig === true
}
