import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Child } from './child.mjs'
import { deliverAll } from './deliver-all.mjs'
import { brokenPromises } from './promises.mjs'

const program = fileURLToPath(new URL('program.mjs', import.meta.url))
const receiverProgram = fileURLToPath(new URL('receiver/main.mjs', import.meta.url))
const certificate = new URL('../support/certificate.mjs', import.meta.url)
const key = 'b7d5a1c0e9f84d3c8a6b2e1f0d9c8b7a'
const pollMs = 50
/** Far more than all of it takes. */
const patienceMs = 280_000

/**
 * Tries one fault: a program that logs and a receiver, each in a process of its own.
 *
 * @param {import('./scenarios.mjs').Scenario} scenario
 * @param {{ keepsRequests?: boolean }} [how]
 */
export async function run(scenario, { keepsRequests = false } = {}) {
  const { tls = false, takesLinesPerSecond, culprits, logger, linesPerSecond } = scenario
  const receiver = new Child(receiverProgram, {
    loggers: 1,
    tls,
    keepsRequests,
    linesPerSecond: takesLinesPerSecond,
  })
  const port = await receiver.ask('open')
  const host = scenario.fault?.kind === 'name not found' ? 'receiver.invalid' : '127.0.0.1'
  const { loopbackCertificate } = await import(certificate.href)
  const options = {
    dsn: `${tls ? 'https' : 'http'}://${key}@${host}:${port}/1`,
    ...(tls && { ca: loopbackCertificate.cert }),
    shutdownTimeoutMs: 9000,
    ...scenario.options,
  }
  const child = new Child(program, { loggers: [logger], options, linesPerSecond, culprits })
  try {
    const during = await load(scenario, child, receiver)
    const sent = await child.ask('stop')
    await receiver.ask('hurry')
    const isDone = await deliverAll(sent, child, receiver)
    const { stats, ...account } = await child.ask('account')
    const result = {
      scenario,
      sent,
      isDone,
      during,
      ...(await receiver.ask('summary', sent)),
      ...account,
      stats: stats[0],
    }
    await child.ask('release')
    result.end = await within(child.ended, 'has not ended')
    result.stderr = child.stderr
    return { ...result, broken: brokenPromises(result) }
  } finally {
    child.kill('SIGKILL')
    receiver.kill('SIGCONT')
    receiver.kill('SIGKILL')
    await Promise.all([child.ended, receiver.ended])
  }
}

async function load(scenario, child, receiver) {
  if (scenario.load === 'burst') {
    await child.ask('burst', scenario.lines)
    return undefined
  }
  if (scenario.isFromStart) await receiver.ask('enter', scenario.fault)
  await child.ask('start')
  if (scenario.fault === undefined) {
    await until(async () => (await child.ask('progress')).sent >= scenario.lines)
    return undefined
  }
  await until(async () => (await receiver.ask('progress')).stored > 0)
  const during = scenario.isFromStart
    ? await sleep(scenario.faultMs)
    : await fail(scenario, child, receiver)
  // Some lines are logged when all is well again.
  const { stored } = await receiver.ask('progress')
  if (scenario.loses === 'nothing') await sleep(1000)
  else await until(async () => (await receiver.ask('progress')).stored > stored)
  return during
}

/** The fault itself; resolves to what the receiver saw of it. */
async function fail({ fault, faultMs }, child, receiver) {
  switch (fault.kind) {
    case 'frozen':
      receiver.kill('SIGSTOP')
      await sleep(faultMs)
      receiver.kill('SIGCONT')
      await receiver.ask('enter', { kind: 'fine' })
      return undefined
    case 'name not found': {
      await child.ask('knowName', false)
      const before = await receiver.ask('enter', { kind: 'cut' })
      await sleep(faultMs)
      const during = await receiver.ask('enter', { kind: 'fine' })
      await child.ask('knowName', true)
      return { ...during, stored: during.stored - before.stored }
    }
    default: {
      const before = await receiver.ask('enter', fault)
      await sleep(faultMs)
      const during = await receiver.ask('enter', { kind: 'fine' })
      return { ...during, stored: during.stored - before.stored }
    }
  }
}

async function until(isTrue) {
  const deadline = performance.now() + patienceMs
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error(`waited in vain: ${isTrue}`)
    await sleep(pollMs)
  }
}

async function within(promise, complaint) {
  const giveUp = new AbortController()
  const timeout = sleep(patienceMs, complaint, { signal: giveUp.signal, ref: false })
  try {
    return await Promise.race([promise, timeout])
  } finally {
    giveUp.abort()
    timeout.catch(() => {})
  }
}
