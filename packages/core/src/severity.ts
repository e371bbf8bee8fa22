/** The six severities of Sentry Logs, least severe first. */
export type Severity = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'

/** Every severity, least severe first. */
export const severities: readonly Severity[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal']

/** What a logger says of a line's level. */
export interface NativeLevel {
  /** The level's name in the logger, in any case. */
  readonly name?: string | undefined
  /** The level's number on the scale of pino and bunyan: 10 trace, 20 debug ... 60 fatal. */
  readonly number?: number | undefined
  /** The level's place in the logger's own set; index 0 is the most severe, as winston counts. */
  readonly rank?: { readonly index: number; readonly count: number } | undefined
}

/** The user's own mapping: a level's name or number (as text) to a severity or a severity number, 1-24. */
export type LevelMap = Readonly<Record<string, Severity | number>>

const highest = 24
const info = 9

const numbersByName: ReadonlyMap<string, number> = new Map(
  Object.entries({
    trace: 1,
    silly: 1,
    finest: 1,
    input: 2,
    prompt: 4,
    debug: 5,
    verbose: 6,
    http: 7,
    info,
    information: info,
    log: info,
    success: info,
    ready: info,
    start: info,
    notice: 10,
    data: 10,
    help: 11,
    warn: 13,
    warning: 13,
    error: 17,
    err: 17,
    severe: 17,
    fail: 17,
    fatal: 21,
    panic: 21,
    crit: 21,
    critical: 21,
    alert: 22,
    emerg: 23,
    emergency: 23,
  }),
)

/** Reads a severity number, 1-24, as one of the six severities; numbers beyond count as the nearest. */
export function severityOf(severityNumber: number): Severity {
  const tier = Math.floor((severityNumber - 1) / 4)
  return severities[Math.min(Math.max(tier, 0), severities.length - 1)] ?? 'info'
}

/** Gives the lowest severity number of a severity, which is the one that SDKs send. */
export function severityNumberOf(severity: Severity): number {
  return severities.indexOf(severity) * 4 + 1
}

/**
 * Places a logger's level on OpenTelemetry's scale of 1-24; a level that nothing is known of is info.
 *
 * The user's `levelMap` decides first (by name, then by number), then the known names, then the
 * number, then the rank among the logger's levels.
 */
export function toSeverityNumber(level: NativeLevel, levelMap?: LevelMap): number {
  const { name, number } = level
  const own = levelMap === undefined ? undefined : mappedByUser(level, levelMap)
  if (own !== undefined) return own
  const named =
    name === undefined ? undefined : (numbersByName.get(name) ?? numbersByName.get(spelled(name)))
  if (named !== undefined) return named
  if (number !== undefined && !Number.isNaN(number)) return scaled(number)
  return level.rank === undefined ? info : ranked(level.rank)
}

function spelled(name: string): string {
  return name.trim().toLowerCase()
}

/** Four steps between two standard levels, so 2.5 each: 30 is 9, 35 is 11, 40 is 13, 60 is 21, 67.5 and more 24. */
function scaled(number: number): number {
  return Math.min(Math.max(Math.floor((number - 10) / 2.5) + 1, 1), highest)
}

/** Spreads the logger's levels over the six severities, the first on fatal and the last on trace. */
function ranked({ index, count }: { readonly index: number; readonly count: number }): number {
  if (count < 2) return info
  const place = Math.floor(((severities.length - 1) * (count - 1 - index)) / (count - 1))
  return severityNumberOf(severityOf(place * 4 + 1))
}

const compiledMaps = new WeakMap<LevelMap, ReadonlyMap<string, number>>()

function mappedByUser({ name, number }: NativeLevel, levelMap: LevelMap): number | undefined {
  const numbers = compiledMaps.get(levelMap) ?? compile(levelMap)
  const byName = name === undefined ? undefined : numbers.get(spelled(name))
  return byName ?? (number === undefined ? undefined : numbers.get(String(number)))
}

function compile(levelMap: LevelMap): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>()
  for (const [key, severity] of Object.entries(levelMap)) {
    numbers.set(spelled(key), typeof severity === 'number' ? severity : severityNumberOf(severity))
  }
  compiledMaps.set(levelMap, numbers)
  return numbers
}
