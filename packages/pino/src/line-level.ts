import type { NativeLevel } from '@logs-to-sentry/core'
import type { Fields } from './fields.ts'
import { standardLevels, type LoggerConfig } from './logger-config.ts'

/** A level, and where it was found. */
export interface FoundLevel extends NativeLevel {
  /** The field that said it. */
  readonly field?: string
}

const levelFields = ['severity', 'levelName', 'loglevel']

/** Finds the level of a line: pino's own, else a field that other loggers write it to, else info. */
export function findLevel(own: unknown, fields: Fields, config: LoggerConfig): FoundLevel {
  const level = readLevel(own, 'level', config)
  if (level !== undefined) return level
  for (const field of levelFields) {
    const level = readLevel(fields[field], field, config)
    if (level !== undefined) return level
  }
  return { name: 'info' }
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
