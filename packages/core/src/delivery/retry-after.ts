/** Whoever asks for more than five minutes is asked again after five: that harms nobody, and he may have been wrong. */
const maxRetryMs = 300_000

/**
 * Reads the header `Retry-After`, in milliseconds: a number of seconds, or an HTTP date.
 *
 * `wallNow` is the time in milliseconds since 1970. Undefined when the header cannot be read.
 */
export function parseRetryAfter(header: string, wallNow: number): number | undefined {
  const seconds = parseSeconds(header)
  if (seconds !== undefined) return seconds
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, date - wallNow)
}

/** How long a server that is away wants to be left alone, at most five minutes; 0 when it does not say. */
export function retryAfterMs(header: string | undefined, wallNow: number): number {
  return Math.min(parseRetryAfter(header ?? '', wallNow) ?? 0, maxRetryMs)
}

/** Milliseconds of a number of seconds, whole or not. */
export function parseSeconds(text: string): number | undefined {
  return /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) * 1000 : undefined
}
