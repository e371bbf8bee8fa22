import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { until } from './until.mjs'

/** More than the second that the disk has time for, by as much as a busy machine may need. */
const handedOverMs = 3000

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
    const { sent: handedOver } = await first.ask('progress')
    await sleep(handedOverMs)
    const { sent } = await first.ask('progress')
    const { grownBytes } = await first.ask('account')
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

/** Waits for the rest, too, which is promised to nobody: until nothing has come for a second. */
async function calm(receiver) {
  for (let [before, now] = [-1, 0]; before !== now;) {
    before = now
    await sleep(1000)
    now = (await receiver.ask('progress')).stored
  }
}
