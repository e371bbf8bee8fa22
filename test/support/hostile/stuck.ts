import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A process that can wait, stuck in its event loop, for a word from outside. */
export interface StuckProcess extends Disposable {
  /** Lets it go on from where it waits, now or when it gets there. */
  goOn(): void
  /** What it wrote, when it has ended. */
  readonly output: Promise<string>
}

/** Starts a program that has core's functions and `stick()`, which blocks the thread until {@link StuckProcess.goOn}. */
export function startStuck(code: string): StuckProcess {
  const core = new URL('../../../packages/core/dist/index.mjs', import.meta.url).href
  const source = `
    import { readSync } from 'node:fs'
    import { flush, init, logger } from ${JSON.stringify(core)}
    const stick = () => readSync(0, Buffer.alloc(1))
    const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
    ${code}`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source])
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  return {
    goOn: () => void child.stdin.write('.'),
    output: once(child, 'close').then(() => output),
    [Symbol.dispose]: () => void child.kill('SIGKILL'),
  }
}
