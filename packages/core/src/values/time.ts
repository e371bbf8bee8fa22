import { types } from 'node:util'

// The last millisecond that a Date can hold, see ECMA-262 "Time Values and Time Range".
const maxTimeMs = 8.64e15

/** Milliseconds since 1970, also where the application has put something else in the place of Date. */
export function wallNow(): number {
  try {
    const now = Date.now()
    if (isTimeMs(now)) return now
  } catch {
    // A class of its own without `now`.
  }
  return performance.timeOrigin + performance.now()
}

/** Tells milliseconds since 1970, before it too, from numbers that are no time. */
export function isTimeMs(value: number): boolean {
  return Math.abs(value) <= maxTimeMs
}

/** Longest that Sentry keeps a log; it refuses an older one. */
const retentionMs = 90 * 86_400_000

/** Tells a time that a log may have from one that would cost the log. */
export function isKeptTime(timeMs: number, now: number = wallNow()): boolean {
  return timeMs > now - retentionMs
}

const isoText =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d+))?)? ?([Zz]|[+-]\d\d(?::?\d\d)?)?$/

/**
 * Reads the time of a logger's line as milliseconds since 1970, fractions kept.
 *
 * Takes a Date, ISO 8601 text (local time where it names no zone), and a number whose unit is told
 * from its size: seconds below 1e11, milliseconds below 1e14, microseconds below 1e17, else
 * nanoseconds. Anything else is undefined.
 */
export function toTimeMs(value: unknown): number | undefined {
  if (typeof value === 'number') return fromEpoch(value)
  if (typeof value === 'bigint') return fromEpoch(Number(value))
  if (typeof value === 'string') return fromText(value.trim())
  if (types.isDate(value)) return inRange(Date.prototype.getTime.call(value))
  return undefined
}

function fromEpoch(value: number): number | undefined {
  if (value < 1e11) return inRange(value * 1e3)
  if (value < 1e14) return inRange(value)
  if (value < 1e17) return inRange(value / 1e3)
  return inRange(value / 1e6)
}

function fromText(text: string): number | undefined {
  if (/^\d{9,19}(\.\d+)?$/.test(text)) return fromEpoch(Number(text))
  const [, date, minutes, seconds = '00', fraction = '0', zone = ''] = isoText.exec(text) ?? []
  if (date === undefined) return undefined
  // Date.parse cuts digits after the third, so the fraction is added by hand.
  const wholeSeconds = Date.parse(`${date}T${minutes}:${seconds}${toZone(zone)}`)
  return inRange(wholeSeconds + Number(`0.${fraction}`) * 1e3)
}

function toZone(zone: string): string {
  if (zone === '' || zone.length === 1) return zone.toUpperCase()
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0')
  return `${zone.slice(0, 1)}${digits.slice(0, 2)}:${digits.slice(2)}`
}

function inRange(timeMs: number): number | undefined {
  return timeMs >= 0 && timeMs <= maxTimeMs ? timeMs : undefined
}
