// CPU time of the main thread, which Node tells from 22.19 and 23.9 on. Before, Linux does.
import { readFileSync } from 'node:fs'
import process from 'node:process'

const schedstat = `/proc/self/task/${process.pid}/schedstat`
const never = new Int32Array(new SharedArrayBuffer(4))

/** How the time is measured, for the report. */
export const method = methodOf()

/** @returns {number} microseconds since the process began */
export function mainThreadCpuUs() {
  if (method === 'process.threadCpuUsage') return sum(process.threadCpuUsage())
  if (method === 'process.cpuUsage') return sum(process.cpuUsage())
  // Linux brings the count up to date when a thread stops running.
  Atomics.wait(never, 0, 0, 0.02)
  return Number(readFileSync(schedstat, 'utf8').split(' ')[0]) / 1000
}

/** @returns {number} microseconds of all threads since the process began */
export function processCpuUs() {
  return sum(process.cpuUsage())
}

function sum({ user, system }) {
  return user + system
}

function methodOf() {
  if (process.threadCpuUsage) return 'process.threadCpuUsage'
  try {
    readFileSync(schedstat)
    return '/proc/self/task/PID/schedstat'
  } catch {
    return 'process.cpuUsage'
  }
}
