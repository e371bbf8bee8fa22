// As many lines as the loop can log, in one turn of the event loop.
import { setTimeout } from 'node:timers/promises'
import { mainThreadCpuUs, processCpuUs } from '../cpu.mjs'
import { lineOf } from '../workload.mjs'

/**
 * The first lines warm the code up, so the costs are of the others.
 *
 * @param {import('../candidates/index.mjs').Subject} subject
 * @param {{ lines: number, warmUp: number }} size
 * @param {() => Promise<boolean>} settle ends the subject
 */
export async function measure({ log }, { lines, warmUp }, settle) {
  for (let n = 0; n < warmUp; n++) log(lineOf(n))
  await setTimeout(400)

  const counted = lines - warmUp
  const process = processCpuUs()
  const main = mainThreadCpuUs()
  const startedAt = performance.timeOrigin + performance.now()
  for (let n = warmUp; n < lines; n++) log(lineOf(n))
  const called = mainThreadCpuUs()
  const calledAt = performance.timeOrigin + performance.now()
  const inTime = await settle()

  return {
    lines,
    counted,
    startedAt,
    inTime,
    callMs: calledAt - startedAt,
    callUs: (called - main) / counted,
    deferredUs: (mainThreadCpuUs() - main) / counted,
    processUs: (processCpuUs() - process) / counted,
  }
}
