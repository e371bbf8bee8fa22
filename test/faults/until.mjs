import { setTimeout as sleep } from 'node:timers/promises'

const pollMs = 50
/** Far more than anything here takes. */
export const patienceMs = 280_000

/**
 * Waits until something is true.
 *
 * @param {() => Promise<boolean>} isTrue
 */
export async function until(isTrue) {
  const deadline = performance.now() + patienceMs
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error(`waited in vain: ${String(isTrue)}`)
    await sleep(pollMs)
  }
}
