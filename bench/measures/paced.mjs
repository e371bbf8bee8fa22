// A steady load: what the event loop has left for the application.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { mainThreadCpuUs } from '../cpu.mjs'
import { lineOf } from '../workload.mjs'

/**
 * @param {import('../candidates/index.mjs').Subject} subject
 * @param {{ linesPerSecond: number, warmUpMs: number, windowMs: number }} size
 * @param {() => Promise<boolean>} settle
 */
export async function measure({ log }, { linesPerSecond, warmUpMs, windowMs }, settle) {
  const pace = paceOf(log, linesPerSecond)
  await pace(warmUpMs)

  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const utilization = performance.eventLoopUtilization()
  const main = mainThreadCpuUs()
  const lines = await pace(windowMs)
  const share = performance.eventLoopUtilization(utilization).utilization
  const cpu = mainThreadCpuUs() - main
  delay.disable()
  const inTime = await settle()

  return {
    lines: pace.logged(),
    inTime,
    sharePercent: share * 100,
    delayP99Ms: delay.percentile(99) / 1e6,
    mainUs: cpu / lines,
  }
}

/** Logs what is due every two milliseconds; a late turn makes up for what it missed. */
function paceOf(log, linesPerSecond) {
  let n = 0
  const pace = (ms) =>
    new Promise((resolve) => {
      const first = n
      const start = performance.now()
      const timer = setInterval(() => {
        const elapsed = Math.min(performance.now() - start, ms)
        const due = first + Math.floor((elapsed * linesPerSecond) / 1000)
        while (n < due) log(lineOf(n++))
        if (elapsed < ms) return
        clearInterval(timer)
        resolve(n - first)
      }, 2)
    })
  pace.logged = () => n
  return pace
}
