import type { Worker } from 'node:worker_threads'
import ThreadStream from 'thread-stream'

/** What thread-stream's types leave out. */
export interface Stream extends ThreadStream {
  readonly destroyed: boolean
  readonly worker: Worker
  unref(): void
}

/** @throws Error where there is no worker to start. */
export function startStream(options: ConstructorParameters<typeof ThreadStream>[0]): Stream {
  const stream = new ThreadStream(options)
  if (!isWhole(stream)) throw new Error('this version of thread-stream is not known')
  return stream
}

const isWhole = (stream: ThreadStream): stream is Stream =>
  'destroyed' in stream && 'worker' in stream && 'unref' in stream

/** The application's preloads are not for a thread of ours. */
export function withoutPreloads({
  NODE_OPTIONS: _preloads,
  ...env
}: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return env
}
