// The gate's steps, one after the other or side by side: each shown with its time, all of them even when one fails.
import { performance } from 'node:perf_hooks'

/**
 * How a step that counts its own checks tells what came of them.
 *
 * @typedef {{ readonly passed: number, readonly failed: number }} Counts
 */

export class Steps {
  #passed = 0
  #failed = 0
  /** @type {string[]} */
  #failures = []

  /**
   * A step fails when `run` rejects; it counts as one check unless `run` resolves to its own counts.
   *
   * @param {string} name
   * @param {() => Promise<Counts | void>} run
   * @returns {Promise<boolean>} whether all of it passed
   */
  async step(name, run) {
    console.log(`▸ ${name}`)
    const start = performance.now()
    const counts = await run().catch((error) => {
      console.error(`\n${error instanceof Error ? (error.cause ?? error.stack) : error}`)
      return { passed: 0, failed: 1 }
    })
    const { passed, failed } = counts ?? { passed: 1, failed: 0 }
    this.#passed += passed
    this.#failed += failed
    if (failed > 0) this.#failures.push(name)
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    console.log(`${failed > 0 ? '✗' : '✓'} ${name} (${seconds} s)`)
    return failed === 0
  }

  /** Prints the sum as the last line and sets the exit code. */
  finish() {
    console.log(this.#failures.length > 0 ? `\nfailed: ${this.#failures.join(', ')}` : '')
    console.log(`${this.#passed} passed, ${this.#failed} failed`)
    process.exitCode = this.#failed > 0 ? 1 : 0
  }
}
