import { fileURLToPath } from 'node:url'
import { Child } from './child.mjs'
import { deliverAll } from './deliver-all.mjs'
import { killAndRestart } from './kill.mjs'
import { play } from './play.mjs'
import { brokenPromises } from './promises.mjs'

const program = fileURLToPath(new URL('program.mjs', import.meta.url))
const receiverProgram = fileURLToPath(new URL('receiver/main.mjs', import.meta.url))
const certificate = new URL('../support/certificate.mjs', import.meta.url)
const key = 'b7d5a1c0e9f84d3c8a6b2e1f0d9c8b7a'

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
  const programs = []
  try {
    const port = await receiver.ask('open')
    const host = scenario.fault?.kind === 'name not found' ? 'receiver.invalid' : '127.0.0.1'
    const { loopbackCertificate } = await import(certificate.href)
    const common = {
      dsn: `${tls ? 'https' : 'http'}://${key}@${host}:${port}/1`,
      ...(tls && { ca: loopbackCertificate.cert }),
      shutdownTimeoutMs: 9000,
      ...scenario.options,
    }
    const start = (more = {}) => {
      const options = { ...common, ...more }
      programs.push(new Child(program, { loggers: [logger], options, linesPerSecond, culprits }))
      return programs.at(-1)
    }
    const tried =
      scenario.load === 'killed'
        ? await killAndRestart(scenario, start, receiver)
        : await playToEnd(scenario, start(), receiver)
    const child = programs.at(-1)
    await child.ask('release')
    const end = await child.ended
    const result = { scenario, ...tried, end, stderr: child.stderr }
    return { ...result, broken: brokenPromises(result) }
  } finally {
    for (const child of programs) child.kill('SIGKILL')
    receiver.kill('SIGCONT')
    receiver.kill('SIGKILL')
    await Promise.all([...programs, receiver].map(({ ended }) => ended))
  }
}

async function playToEnd(scenario, child, receiver) {
  const during = await play(scenario, child, receiver)
  const sent = await child.ask('stop')
  await receiver.ask('hurry')
  const isDone = await deliverAll(sent, child, receiver)
  const summary = await receiver.ask('summary', sent)
  const { stats, ...account } = await child.ask('account')
  return { sent, isDone, during, ...summary, ...account, stats: stats[0] }
}
