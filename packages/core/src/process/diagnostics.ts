import { writeSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

/** Writes one line of debug output, never through a logger or `console`, which a logger may have replaced. */
export function writeDiagnostic(message: string): void {
  writeError(`[logs-to-sentry] ${message}`)
}

/** Writes one line to stderr, in a worker as well, at once. */
export function writeError(text: string): void {
  const line = `${text}\n`
  if (isMainThread) {
    process.stderr.write(line)
    return
  }
  try {
    // A worker's own stderr goes through the main thread, which waits for the worker at exit.
    writeSync(2, line)
  } catch {
    // Nobody reads, or not fast enough.
  }
}
