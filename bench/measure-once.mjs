// A fresh receiver and a fresh process of one candidate, for one measure.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const child = fileURLToPath(new URL('child.mjs', import.meta.url))
const receiver = fileURLToPath(new URL('receiver/main.mjs', import.meta.url))
const boundMs = 120_000
const delivers = new Set(['ours', 'peer'])

/** Nothing of the machine's own set-up may turn a candidate's defaults. */
const { PATH, HOME, TMPDIR } = process.env
const env = { PATH, HOME, ...(TMPDIR && { TMPDIR }), NODE_ENV: 'production' }

/**
 * @param {import('./candidates/index.mjs').Candidate} candidate
 * @param {import('./measures/plan.mjs').Measure} measure
 * @returns {Promise<Record<string, number | boolean>>}
 */
export async function measureOnce(candidate, measure) {
  const { copies = 1 } = candidate
  const receiving = start(receiver, measure.receiver)
  let logging
  try {
    const { port } = await told(receiving, 'listening')
    const { module, size } = measure
    const origin = `http://127.0.0.1:${port}`
    logging = start(child, { candidate: candidate.id, origin, module, size })
    logging.process.on('message', ({ type }) => {
      if (type === 'ended') receiving.process.send({ type: 'quiet' })
    })
    receiving.process.on('message', ({ type }) => {
      if (type === 'quiet') logging.process.send({ type: 'finish' })
    })
    const { result } = await told(logging, 'result')
    await stop(logging)
    if (measure.receiver.hang || !delivers.has(candidate.kind)) return result
    const counted = told(receiving, 'count')
    receiving.process.send({ type: 'count', lines: result.lines, copies })
    const { result: arrived } = await counted
    return { ...result, ...arrived }
  } finally {
    await Promise.all([logging && stop(logging), stop(receiving)])
  }
}

function start(file, parameters) {
  const options = { env, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] }
  const started = fork(file, [JSON.stringify(parameters)], options)
  const running = { process: started, errors: '', closed: once(started, 'close') }
  started.stderr.on('data', (chunk) => (running.errors = (running.errors + chunk).slice(-2000)))
  return running
}

/** Waits for a message; rejects when the process ends before, or takes too long. */
function told(running, type) {
  return new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(why, { cause: running.errors }))
    const timer = setTimeout(() => fail(`no ${type} within ${boundMs} ms`), boundMs)
    const onMessage = (message) => {
      if (message.type !== type) return
      clearTimeout(timer)
      running.process.off('message', onMessage)
      resolve(message)
    }
    running.process.on('message', onMessage)
    running.process.once('exit', (code, signal) => {
      clearTimeout(timer)
      fail(`ended with ${signal ?? code} before ${type}`)
    })
  })
}

async function stop(running) {
  running.process.kill('SIGKILL')
  await running.closed
}
