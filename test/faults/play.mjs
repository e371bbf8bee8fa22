import { setTimeout as sleep } from 'node:timers/promises'
import { until } from './until.mjs'

/**
 * Has the program log while the fault lasts, and some time after it.
 *
 * @param {import('./scenarios.mjs').Scenario} scenario
 * @param {import('./child.mjs').Child} child
 * @param {import('./child.mjs').Child} receiver
 * @returns {Promise<any>} what the receiver saw of the fault
 */
export async function play(scenario, child, receiver) {
  if (scenario.load === 'burst') {
    await child.ask('burst', scenario.lines)
    return undefined
  }
  if (scenario.isFromStart) await receiver.ask('enter', scenario.fault)
  await child.ask('start')
  if (scenario.fault === undefined) {
    await sleep(scenario.overloadMs)
    await until(async () => (await child.ask('progress')).lost >= 10_000)
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

/** The fault itself. */
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
