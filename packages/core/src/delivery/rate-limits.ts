import type { Answer } from './outcome.ts'
import { parseRetryAfter, parseSeconds } from './retry-after.ts'

/** What can be closed for us: both measures of logs, or everything. */
export type Category = 'log_item' | 'log_byte' | 'all'

/** Until when each category is closed, on the clock of the `now` given to {@link extendLimits}. */
export type RateLimits = ReadonlyMap<Category, number>

/** Also for a header that cannot be read: whoever sends it is asking for less traffic. */
const withoutHeaderMs = 60_000

/**
 * Reads from an answer for how long, in milliseconds, each category wants to be left alone.
 *
 * `wallNow` is the time in milliseconds since 1970; only a `Retry-After` date needs it.
 *
 * @see https://develop.sentry.dev/sdk/foundations/transport/rate-limiting/
 */
export function readRateLimits(answer: Answer, wallNow: number): Map<Category, number> {
  const stated = parseRateLimits(answer.rateLimits ?? '')
  if (stated !== undefined) return stated
  if (answer.status !== 429) return new Map()
  return new Map([['all', parseRetryAfter(answer.retryAfter ?? '', wallNow) ?? withoutHeaderMs]])
}

/** Adds what an answer said to what is known; of two limits for one category the later end holds. */
export function extendLimits(
  limits: RateLimits,
  closedMs: ReadonlyMap<Category, number>,
  now: number,
): RateLimits {
  const extended = new Map(limits)
  for (const [category, ms] of closedMs) {
    extended.set(category, Math.max(extended.get(category) ?? 0, now + ms))
  }
  return extended
}

/** Until when logs may not be sent; the server refuses them when either of their measures is limited. */
export function logsClosedUntil(limits: RateLimits): number {
  return Math.max(0, ...limits.values())
}

/** Until when nothing may be sent, not even a client report. */
export function allClosedUntil(limits: RateLimits): number {
  return limits.get('all') ?? 0
}

/** Undefined when the header states no limit that can be read, as if it were not there. */
function parseRateLimits(header: string): Map<Category, number> | undefined {
  const closed = new Map<Category, number>()
  let found = false
  for (const limit of header.split(',')) {
    const [delay = '', categories = ''] = limit.split(':')
    const ms = parseSeconds(delay)
    if (ms === undefined) continue
    found = true
    for (const category of parseCategories(categories)) {
      closed.set(category, Math.max(closed.get(category) ?? 0, ms))
    }
  }
  return found ? closed : undefined
}

function parseCategories(text: string): Category[] {
  const names = text
    .split(';')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (names.length === 0) return ['all']
  return names.filter((name) => name === 'log_item' || name === 'log_byte')
}
