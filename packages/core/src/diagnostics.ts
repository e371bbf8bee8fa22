import process from 'node:process'

/** Writes one line of debug output, never through a logger or `console`, which a logger may have replaced. */
export function writeDiagnostic(message: string): void {
  process.stderr.write(`[logs-to-sentry] ${message}\n`)
}
