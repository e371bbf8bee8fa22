import { Filters } from '../record/filters.ts'
import { writeDiagnostic } from '../process/diagnostics.ts'
import type { Draft, Head } from '../record/draft.ts'
import type { DropReason } from '../delivery/drops.ts'
import { type Dsn, maskDsn, parseDsn } from '../options/dsn.ts'
import { billedBytesOf, encodeLog, type Encoding } from '../record/encode.ts'
import { type EngineHold, holdEngine } from './engines.ts'
import { findHooks } from '../options/hooks.ts'
import { LineReader } from '../record/line.ts'
import type { LogInput } from '../log.ts'
import type { Options } from '../options/options.ts'
import { type IsSensitive, createRedactor } from '../values/redact.ts'
import { type Integration, Recorder } from '../record/recorder.ts'
import { register } from './registry.ts'
import { Sequence } from '../record/sequence.ts'
import { type Settings, resolveSettings } from '../options/settings.ts'
import { type LevelMap, severityNumberOf, severityOf, toSeverityNumber } from '../severity.ts'
import { Account, type Stats } from './stats.ts'
import { warnOnce } from '../process/warnings.ts'

/** Takes logs, and delivers them to one Sentry project. */
export interface Client {
  /** False without a DSN and with `enableLogs: false`: then nothing is captured, counted or sent. */
  readonly enabled: boolean
  /** The `levelMap` option, for adapters. */
  readonly levelMap: LevelMap
  /** The `redact` option as a test of names, for adapters that turn objects into text. */
  readonly isSensitive: IsSensitive
  /** What became of this client's logs so far. */
  readonly stats: Stats
  /** Takes a log over; never throws and never waits. */
  capture(input: LogInput): void
  /** Counts a line that could not be made a log, for adapters; `bytes` is the size of what was lost. */
  drop(reason: DropReason, bytes: number, error?: unknown): void
  /** Writes one line of debug output where the option `debug` asks for it, for adapters. */
  diagnose(message: string): void
  /**
   * True when all that was captured before the call is delivered, or given up on and counted, within
   * `timeoutMs` (default `shutdownTimeoutMs`). Keeps the process alive until it is settled.
   */
  flush(timeoutMs?: number): Promise<boolean>
  /** Flushes, then refuses further logs; those that come meanwhile are still taken. A second call waits for the first. */
  close(timeoutMs?: number): Promise<boolean>
}

/**
 * Makes a client of its own, without touching the process-wide one of `init`.
 *
 * @throws TypeError for an unknown option, a wrong type or a value beyond its bound.
 */
export function createClient(options: Options = {}, integration?: Integration): Client {
  const settings = resolveSettings(options)
  const dsn = settings.enableLogs ? findDsn(settings.dsn) : undefined
  if (dsn === undefined) return silentClient(settings.levelMap)
  return new LiveClient(settings, dsn, integration)
}

function findDsn(text: string | undefined): Dsn | undefined {
  const dsn = text === undefined ? undefined : parseDsn(text)
  if (dsn !== undefined) return dsn
  const problem =
    text === undefined
      ? 'no DSN is given: set SENTRY_DSN or the option dsn'
      : `the DSN ${maskDsn(text)} cannot be parsed, expected https://key@host/project`
  warnOnce('LOGS_TO_SENTRY_DSN', `${problem}. Logs are not sent to Sentry.`, text)
  return undefined
}

const silentClient = (levelMap: LevelMap): Client => ({
  enabled: false,
  levelMap,
  isSensitive: () => false,
  stats: { captured: 0, delivered: 0, dropped: {}, queued: 0, spooled: 0, queuedBytes: 0 },
  capture: () => {},
  drop: () => {},
  diagnose: () => {},
  flush: () => Promise.resolve(true),
  close: () => Promise.resolve(true),
})

class LiveClient implements Client {
  readonly enabled = true
  readonly levelMap: LevelMap
  readonly isSensitive: IsSensitive
  readonly diagnose: (message: string) => void
  readonly #minNumber: number
  readonly #timeoutMs: number
  readonly #reader = new LineReader()
  readonly #recorder: Recorder
  readonly #filters: Filters
  readonly #sequence = new Sequence()
  readonly #account: Account
  readonly #engine: EngineHold
  readonly #unregister: () => void
  #closing: Promise<boolean> | undefined
  #closed = false

  constructor(settings: Settings, dsn: Dsn, integration: Integration | undefined) {
    const hooks = findHooks(settings)
    this.levelMap = settings.levelMap
    this.isSensitive = createRedactor(settings.redact)
    this.#minNumber = severityNumberOf(settings.minLevel)
    this.#timeoutMs = settings.shutdownTimeoutMs
    this.#recorder = new Recorder(settings, this.isSensitive, integration)
    this.#filters = new Filters(settings, hooks.beforeSendLog, (attributes) =>
      this.#recorder.rebuild(attributes),
    )
    this.#account = new Account(hooks.onDrop)
    this.#engine = holdEngine(settings, dsn)
    this.#unregister = register(this)
    this.diagnose = settings.debug ? writeDiagnostic : () => {}
    this.diagnose(`delivering to ${dsn.host}, project ${dsn.projectId}`)
  }

  get stats(): Stats {
    return this.#account.stats
  }

  capture(input: LogInput): void {
    if (this.#closed) return
    let draft: Draft | undefined
    try {
      const severityNumber = toNumber(input.level)
      if (severityNumber < this.#minNumber) return
      const line = this.#reader.read(input, severityNumber)
      const refusal = this.#filters.refusal(line)
      if (refusal === undefined && !this.#filters.hasHook) {
        this.#send(line, this.#recorder.encode(line, this.#sequence.next(line.time)))
        return
      }
      draft = this.#recorder.record(line)
      const hint = { origin: this.#recorder.originOf(input), native: input.native }
      const admitted = refusal ?? this.#filters.applyHook(draft, hint)
      if (typeof admitted === 'string') this.drop(admitted, billedBytesOf(draft))
      else this.#send(admitted, encodeLog(admitted, this.#sequence.next(admitted.time)))
    } catch (error) {
      this.drop('internal_sdk_error', draft === undefined ? 0 : billedBytesOf(draft), error)
    }
  }

  drop(reason: DropReason, bytes: number, error?: unknown): void {
    this.diagnose(`dropped 1 log: ${reason}`)
    this.#account.lose(reason, bytes, error instanceof Error ? error : undefined)
    try {
      this.#engine.carrier.recordDrop(reason, 1, bytes)
    } catch {
      // Where not even that works, the log path ends in silence.
    }
  }

  flush(timeoutMs: number = this.#timeoutMs): Promise<boolean> {
    return this.#closing ?? this.#engine.carrier.flush(timeoutMs)
  }

  flushLast(): Promise<boolean> {
    return this.#closing ?? this.#engine.flushLast()
  }

  close(timeoutMs: number = this.#timeoutMs): Promise<boolean> {
    this.#closing ??= this.#engine.release(timeoutMs).finally(() => {
      this.#closed = true
      this.#unregister()
    })
    return this.#closing
  }

  #send({ severityNumber }: Head, { json, billedBytes }: Encoding): void {
    this.#account.enqueue(billedBytes)
    const severity = severityOf(severityNumber)
    this.#engine.add({ json, billedBytes, severity, owner: this.#account })
  }
}

function toNumber(level: LogInput['level']): number {
  if (typeof level === 'string') return toSeverityNumber({ name: level })
  return typeof level !== 'number' || Number.isNaN(level)
    ? severityNumberOf('info')
    : Math.min(Math.max(Math.round(level), 1), 24)
}
