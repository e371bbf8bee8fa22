import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Options } from '@logs-to-sentry/core'
import type { StoredLog } from '../relay.ts'

/** How a process ended. */
export interface End {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

const program = fileURLToPath(new URL('program.mjs', import.meta.url))

/** Runs `program.mjs` to its end; the packages must be built. */
export async function runToEnd(logger: string, ending: string, options: Options): Promise<End> {
  const child = spawn(process.execPath, [program, logger, ending, JSON.stringify(options)], {
    stdio: 'ignore',
  })
  await once(child, 'exit')
  return { code: child.exitCode, signal: child.signalCode }
}

const sequenceOf = ({ attributes }: StoredLog): number =>
  Number(attributes['sentry.timestamp.sequence'])

/** The bodies of logs as Sentry shows them: by timestamp, then by sequence. */
export function inOrder(logs: readonly StoredLog[]): string[] {
  return logs
    .toSorted(
      (one, other) => one.timestamp - other.timestamp || sequenceOf(one) - sequenceOf(other),
    )
    .map(({ body }) => body)
}
