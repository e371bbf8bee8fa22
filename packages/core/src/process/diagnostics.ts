import { fs, workerThreads } from '../delivery/builtin.ts'

/** Writes one line of debug output, never through a logger or `console`, which a logger may have replaced. */
export function writeDiagnostic(message: string): void {
  writeError(`[logs-to-sentry] ${message}`)
}

/** Writes one line to stderr, in a worker as well, at once. */
export function writeError(text: string): void {
  const line = `${text}\n`
  if (workerThreads().isMainThread) {
    process.stderr.write(line, containFailure)
    return
  }
  try {
    // A worker's own stderr goes through the main thread, which waits for the worker at exit.
    fs().writeSync(2, line)
  } catch {
    // Nobody reads, or not fast enough.
  }
}

/** Nobody reads any more: that must not end the process, as an error that nobody listens for does. */
function containFailure(error?: Error | null): void {
  if (!(error instanceof Error)) return
  // Beside other listeners: those that pipe to it pass the error on where there is no other.
  if (!process.stderr.listeners('error').includes(ignore)) process.stderr.once('error', ignore)
}

const ignore = (): void => {}
