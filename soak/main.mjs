import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Child } from '../test/faults/child.mjs'
import { deliverAll } from '../test/faults/deliver-all.mjs'
import { balanceOf } from './balance.mjs'
import { drawMemory } from './plot.mjs'
import { scheduleFrom } from './schedule.mjs'

const fileOf = (path) => fileURLToPath(new URL(`../test/faults/${path}`, import.meta.url))
const loggers = ["pino's worker", 'winston', 'bunyan']
const linesPerSecond = 5000

/**
 * Logs with all three loggers at once while faults come and go.
 *
 * @param {{ minutes: number, seed: number, file: string }} options `file` is where the memory curve goes
 * @returns {Promise<boolean>} whether every line is accounted for
 */
export async function soak({ minutes, seed, file }) {
  const receiver = new Child(fileOf('receiver/main.mjs'), { loggers: loggers.length })
  const port = await receiver.ask('open')
  const options = {
    dsn: `http://b7d5a1c0e9f84d3c8a6b2e1f0d9c8b7a@127.0.0.1:${port}/1`,
    requestTimeoutMs: 4000,
    shutdownTimeoutMs: 9000,
  }
  const program = new Child(fileOf('program.mjs'), { loggers, options, linesPerSecond })
  try {
    await program.ask('start')
    const begun = performance.now()
    const samples = []
    const ending = new AbortController()
    const sampling = sample(program, begun, samples, ending.signal)
    const faults = await misbehave(receiver, begun, minutes * 60, seed)
    const sent = await program.ask('stop')
    const isDone = await deliverAll(sent, program, receiver)
    ending.abort()
    await sampling

    const balance = balanceOf({
      isDone,
      sent,
      faults,
      samples,
      loggers,
      summary: await receiver.ask('summary', sent),
      account: await program.ask('account'),
    })
    console.log(balance.text)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, drawMemory(samples, faults))
    console.log(`\nmemory over time: ${file}`)
    return balance.holds
  } finally {
    program.kill('SIGKILL')
    receiver.kill('SIGKILL')
    await Promise.all([program.ended, receiver.ended])
  }
}

/** Resolves to when the faults were, in seconds. */
async function misbehave(receiver, begun, seconds, seed) {
  const now = () => (performance.now() - begun) / 1000
  const faults = []
  for (const { wellMs, faultMs, fault } of scheduleFrom(seed)) {
    await sleep(Math.min(wellMs, Math.max(seconds - now(), 0) * 1000))
    if (now() >= seconds) return faults
    const from = now()
    await receiver.ask('enter', fault)
    await sleep(faultMs)
    await receiver.ask('enter', { kind: 'fine' })
    faults.push({ from, until: now(), kind: fault.kind })
    console.error(`${from.toFixed(0)} s: ${JSON.stringify(fault)} for ${faultMs} ms`)
  }
  return faults
}

async function sample(program, begun, samples, signal) {
  while (!signal.aborted) {
    const { rss } = await program.ask('progress')
    samples.push({ seconds: (performance.now() - begun) / 1000, rss })
    await sleep(500)
  }
}
