import { onExit } from 'signal-exit'
import { workerThreads } from '../delivery/builtin.ts'

/**
 * Runs a callback when the thread is about to end, after all listeners of 'exit', and with
 * `handleSignals` when a signal that nobody else listens for is about to end the process.
 */
export function atEnd(run: () => void, handleSignals: boolean): void {
  if (handleSignals && workerThreads().isMainThread) onExit(run, { alwaysLast: true })
  else process.once('exit', run)
}
