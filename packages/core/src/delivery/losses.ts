import type { DropReason } from './drops.ts'

/** Whom losses are told to, after the owners of the logs. */
export interface LossListeners {
  readonly onDrop: (reason: DropReason, logs: number, bytes: number) => void
  /** Must not throw. */
  readonly onDiagnostic: (message: string) => void
}

/** Logs that have owners. */
export interface Owned {
  readonly logs: number
  readonly bytes: number
  drop(reason: DropReason, error?: Error): void
}

/** Tells everybody of logs that are lost. */
export class Losses {
  readonly #listeners: LossListeners

  constructor(listeners: LossListeners) {
    this.#listeners = listeners
  }

  drop(shares: Owned, reason: DropReason, error?: Error): void {
    const { onDiagnostic, onDrop } = this.#listeners
    const { logs, bytes } = shares
    const why = error === undefined ? '' : ` (${error.message})`
    onDiagnostic(`dropped ${countLogs(logs)}: ${reason}${why}`)
    shares.drop(reason, error)
    onDrop(reason, logs, bytes)
  }
}

export const countLogs = (logs: number): string => (logs === 1 ? '1 log' : `${logs} logs`)
