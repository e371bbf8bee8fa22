import type { NativeLevel } from '@logs-to-sentry/core'
import type { Fields } from './fields.ts'
import { standardLevels, type LoggerConfig } from './logger-config.ts'

/** A level, and where it was found. */
export interface FoundLevel extends NativeLevel {
  /** The field that said it. */
  readonly field?: string
}

// `log.level` is that of the Elastic Common Schema.
const levelFields = ['level', 'severity', 'levelName', 'loglevel', 'log.level']

/**
 * Finds the level of a line: the one in its head, which pino wrote, under whatever name; else in a
 * field that other loggers write it to; else info.
 */
export function findLevel(head: Fields, fields: Fields, config: LoggerConfig): FoundLevel {
  return (
    findIn(head, config) ?? readFirst(head, config) ?? findIn(fields, config) ?? { name: 'info' }
  )
}

function findIn(fields: Fields, config: LoggerConfig): FoundLevel | undefined {
  for (const field of levelFields) {
    const level = readLevel(fields[field], field, config)
    if (level !== undefined) return level
  }
  return undefined
}

// A line begins with what `formatters.level` gave; under an unknown name only text that is a level counts.
function readFirst(head: Fields, config: LoggerConfig): FoundLevel | undefined {
  const [field = ''] = Object.keys(head)
  const value = head[field]
  const level = typeof value === 'string' ? readLevel(value, field, config) : undefined
  return level?.number === undefined ? undefined : level
}

function readLevel(value: unknown, field: string, config: LoggerConfig): FoundLevel | undefined {
  if (typeof value === 'number') return { number: value, name: config.levelNames.get(value), field }
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const name = value.trim()
  if (/^\d+$/.test(name)) return readLevel(Number(name), field, config)
  const number = config.levelNumbers.get(name.toLowerCase())
  // The logger's own spelling is the one that a levelMap has.
  return { number, name: (number !== undefined && config.levelNames.get(number)) || name, field }
}

/** True for a level that is none of pino's own six. */
export const isCustom = ({ name, number }: NativeLevel): boolean =>
  name !== undefined && (number === undefined || standardLevels.get(number) !== name)
