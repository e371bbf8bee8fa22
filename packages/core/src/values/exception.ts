import type { ValueShape } from './attribute-value.ts'
import { errorType, fieldOf, isErrorLike, type ErrorLike } from './error-like.ts'
import type { IsSensitive } from './redact.ts'
import { errorText, messageText, toText } from './text.ts'
import { clip, fits, toWellFormed, truncate } from './utf8.ts'

export { isErrorLike, type ErrorLike } from './error-like.ts'

/** What OpenTelemetry's `exception.*` attributes say of an error. */
export interface ExceptionAttributes {
  readonly type: string
  readonly message: string
  /** The error's own stack, and those of its causes and of what it aggregates, each after `Caused by:`. */
  readonly stacktrace: string
}

const maxErrors = 10
const causedBy = '\nCaused by: '
const gap = '    ... frames left out'

/**
 * Describes an error in three texts of at most `maxValueBytes` each.
 * A stack that is too long loses frames in its middle, so the way in and the place of the fault stay.
 */
export function describeException(
  error: ErrorLike,
  { maxValueBytes, isSensitive }: Pick<ValueShape, 'maxValueBytes' | 'isSensitive'>,
): ExceptionAttributes {
  return {
    type: clip(errorType(error), maxValueBytes),
    message: clip(messageText(error, isSensitive), maxValueBytes),
    stacktrace: toWellFormed(joinStacks(stacksOf(error, isSensitive), maxValueBytes)),
  }
}

/** The stacks of an error and of what caused it, without those that are part of an earlier one already. */
function stacksOf(error: ErrorLike, isSensitive: IsSensitive): readonly string[] {
  const stacks: string[] = []
  const seen = new Set<unknown>()
  const pending: unknown[] = [error]
  while (pending.length > 0) {
    const next = pending.shift()
    if (seen.has(next)) continue
    if (stacks.length === maxErrors) return [...stacks, 'more errors, left out']
    seen.add(next)
    if (isErrorLike(next)) {
      const stack = stackOf(next, isSensitive)
      if (!stacks.some((earlier) => earlier.includes(stack))) stacks.push(stack)
      pending.unshift(...causesOf(next))
    } else {
      stacks.push(toText(next, isSensitive))
    }
  }
  return stacks
}

function stackOf(error: ErrorLike, isSensitive: IsSensitive): string {
  const stack = fieldOf(error, 'stack')
  return typeof stack === 'string' && stack !== '' ? stack : errorText(error, isSensitive)
}

function causesOf(error: ErrorLike): readonly unknown[] {
  const cause = causeOf(error)
  const causes = cause === undefined || cause === null || cause === '' ? [] : [cause]
  return [
    ...causes,
    ...errorsIn(fieldOf(error, 'errors')),
    ...errorsIn(fieldOf(error, 'aggregateErrors')),
  ]
}

function errorsIn(list: unknown): readonly unknown[] {
  try {
    return Array.isArray(list) ? list.slice(0, maxErrors + 1).filter(isErrorLike) : []
  } catch {
    return []
  }
}

/** The cause, also of errors that have a method for it, as those of the library verror. */
function causeOf(error: ErrorLike): unknown {
  const cause = fieldOf(error, 'cause')
  if (typeof cause !== 'function') return cause
  try {
    return Reflect.apply(cause, error, [])
  } catch {
    return undefined
  }
}

/** Joins the stacks; where they are too long together, each keeps to an equal share. */
function joinStacks(stacks: readonly string[], maxBytes: number): string {
  const whole = stacks.join(causedBy)
  if (fits(whole, maxBytes)) return whole
  const share = Math.floor(maxBytes / stacks.length) - causedBy.length
  return truncate(stacks.map((stack) => leaveOutFrames(stack, share)).join(causedBy), maxBytes)
}

function leaveOutFrames(stack: string, maxBytes: number): string {
  if (fits(stack, maxBytes)) return stack
  if (maxBytes < gap.length * 4) return truncate(stack, Math.max(maxBytes, 0))
  const lines = linesAtBothEnds(stack, maxBytes)
  lines[0] = truncate(lines[0] ?? '', Math.floor(maxBytes / 2))
  let left = maxBytes - gap.length
  let [start, end] = [0, lines.length]
  while (start < end) {
    const isAtStart = start <= lines.length - end
    const size = Buffer.byteLength(lines[isAtStart ? start : end - 1] ?? '') + 1
    if (size > left) break
    left -= size
    if (isAtStart) start++
    else end--
  }
  return [...lines.slice(0, start), gap, ...lines.slice(end)].join('\n')
}

/** Splits no more of a text than can be kept, so that a message of megabytes costs no more than others. */
function linesAtBothEnds(text: string, maxBytes: number): string[] {
  if (text.length <= maxBytes * 4) return text.split('\n')
  return [...text.slice(0, maxBytes * 2).split('\n'), ...text.slice(-maxBytes * 2).split('\n')]
}
