import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Options } from '@logs-to-sentry/core'
import { vi } from 'vitest'

const program = fileURLToPath(new URL('program.mjs', import.meta.url))

/** A process that logs as it is told; what it logs is `<prefix> <number>`. */
export class Program implements AsyncDisposable {
  readonly #child
  #stdout = ''
  #stderr = ''

  /** `limits` are words of `ulimit`; the packages must be built. */
  constructor(
    logger: string,
    prefix: string,
    options: Options,
    flags: readonly string[] = [],
    limits = '',
  ) {
    const words = [process.execPath, ...flags, program, logger, prefix, JSON.stringify(options)]
    this.#child =
      limits === ''
        ? spawn(words[0] ?? '', words.slice(1))
        : spawn('/bin/sh', ['-c', `ulimit ${limits} && exec "$@"`, 'sh', ...words])
    this.#child.stdout.on('data', (chunk: Buffer) => (this.#stdout += chunk.toString()))
    this.#child.stderr.on('data', (chunk: Buffer) => (this.#stderr += chunk.toString()))
    // Whoever is killed does not read any more.
    this.#child.stdin.on('error', () => {})
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  get stderr(): string {
    return this.#stderr
  }

  get exitCode(): number | null {
    return this.#child.exitCode
  }

  /** How many lines were logged by that time, in milliseconds since 1970. */
  linesUntil(time: number): number {
    return Math.max(0, ...this.#counts.map(([lines, at]) => (at <= time ? lines : 0)))
  }

  /** The longest that this process had to wait, in milliseconds, when it wanted to log every ten. */
  get longestPauseMs(): number {
    const times = this.#counts.map(([, at]) => at).slice(1)
    return Math.max(0, ...times.map((time, at) => time - (times[at - 1] ?? time)))
  }

  get #counts(): readonly (readonly [lines: number, time: number])[] {
    const written = this.#stdout.trim().split('\n')
    return written.map((line) => {
      const [lines = 0, time = 0] = line.split(' ').map(Number)
      return [lines, time]
    })
  }

  /** Gives an order once the program is there. */
  async order(order: string): Promise<void> {
    await vi.waitUntil(() => this.#stdout !== '', { timeout: 15_000 })
    this.#child.stdin.write(`${order}\n`)
  }

  /** Orders to log so many lines, and waits until they are. */
  async log(count: number): Promise<void> {
    const before = this.linesUntil(Infinity)
    await this.order(`log ${count}`)
    await vi.waitUntil(() => this.linesUntil(Infinity) === before + count, { timeout: 15_000 })
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  /** Lets it run out, and waits for its end. */
  async end(): Promise<void> {
    this.#child.stdin.end()
    await this.ended()
  }

  /** Kills it with a signal that it cannot hear. */
  async kill(): Promise<void> {
    this.signal('SIGKILL')
    await this.ended()
  }

  async ended(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      await once(this.#child, 'exit')
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill()
  }
}
