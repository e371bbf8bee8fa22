import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { until } from './until.mjs'

/** What the disk has time for. */
const secondMs = 1000
/** How long the program goes on at least after the fault has lasted. */
const goesOnMs = 3000

/**
 * Kills the program while the fault lasts, and starts it again when all is well.
 *
 * @param {import('./scenarios.mjs').Scenario} scenario
 * @param {(options: object) => import('./child.mjs').Child} start
 * @param {import('./child.mjs').Child} receiver
 */
export async function killAndRestart({ fault, faultMs }, start, receiver) {
  const directory = await mkdtemp(join(tmpdir(), 'faults-'))
  try {
    const first = start({ spool: { directory } })
    await first.ask('start')
    await until(async () => (await receiver.ask('progress')).stored > 0)
    await receiver.ask('enter', fault)
    await sleep(faultMs)
    const seen = await watch(first, goesOnMs)
    const { grownBytes } = await first.ask('account')
    const { sent, longestPauseMs } = await first.ask('progress')
    // On a busy machine a second is longer for the program.
    const lastAt = performance.now() - secondMs - longestPauseMs
    const handedOver = seen.findLast(({ at }) => at <= lastAt)?.sent ?? seen[0].sent
    first.kill('SIGKILL')
    await first.ended
    const during = await receiver.ask('enter', { kind: 'fine' })

    const second = start({ spool: { directory } })
    await second.ask('flush', 0)
    await until(async () => (await receiver.ask('missing', handedOver)) === 0)
    await calm(receiver)
    const summary = await receiver.ask('summary', sent)
    return { sent, isDone: true, during, handedOver, ...summary, grownBytes }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Resolves to how many lines were sent by which time. */
async function watch(program, forMs) {
  const seen = []
  for (const until = performance.now() + forMs; performance.now() < until; await sleep(20)) {
    const { sent } = await program.ask('progress')
    seen.push({ sent, at: performance.now() })
  }
  return seen
}

/** Waits for the rest, too, which is promised to nobody: until nothing has come for a second. */
async function calm(receiver) {
  for (let [before, now] = [-1, 0]; before !== now;) {
    before = now
    await sleep(1000)
    now = (await receiver.ask('progress')).stored
  }
}
