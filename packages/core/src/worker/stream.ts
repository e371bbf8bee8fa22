import { createRequire } from 'node:module'
import type { Worker } from 'node:worker_threads'
import type ThreadStream from 'thread-stream'

/** A ThreadStream with what its types leave out. */
export interface Stream extends Omit<ThreadStream, 'write'> {
  /** Copies the bytes at once. */
  write(bytes: Uint8Array): boolean
  readonly destroyed: boolean
  readonly worker: Worker
  unref(): void
}

/** Size of the memory that both threads share; that of thread-stream's own default. */
export const bufferBytes = 4_194_304

/** How often whoever waits for the worker looks whether it is still there. */
export const lookMs = 20

interface Load {
  (name: 'thread-stream'): typeof ThreadStream
}

/** @throws Error where there is no worker to start. */
export function startStream(options: ConstructorParameters<typeof ThreadStream>[0]): Stream {
  // Loaded late, a program that starts would wait for it, and from where it is installed for the worker.
  const load: Load = createRequire(options.filename)
  const stream: object = new (load('thread-stream'))(options)
  if (!isWhole(stream)) throw new Error('this version of thread-stream is not known')
  return stream
}

const isWhole = (stream: object): stream is Stream =>
  'write' in stream && 'destroyed' in stream && 'worker' in stream && 'unref' in stream

/**
 * Whether the thread is known to have ended, however that came; also before the event loop can tell.
 * One of which the event loop has heard nothing yet is taken for one that is about to begin.
 */
export function hasEnded({ destroyed, worker }: Stream): boolean {
  // Node gives the idle time of a loop that is no more as less than nothing.
  return destroyed || worker.performance.eventLoopUtilization().idle < 0
}

/** The application's preloads are not for a thread of ours. */
export function withoutPreloads({
  NODE_OPTIONS: _preloads,
  ...env
}: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return env
}
