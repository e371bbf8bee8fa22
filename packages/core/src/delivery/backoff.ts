/** The first wait is shorter than this, each further one may be twice as long. */
const baseMs = 1000

/**
 * No wait is longer than this. Ten thousand clients whose endpoint is away so make some 700 tries a second
 * together, and when it is back they come over half a minute.
 */
const capMs = 30_000

/**
 * How long to wait, in milliseconds, after so many failures in a row: exponential backoff with full jitter.
 *
 * `random` is any number from 0 to 1: clients that failed together must not try again together.
 */
export function backoffMs(failures: number, random: number): number {
  return random * Math.min(baseMs * 2 ** (failures - 1), capMs)
}

/**
 * How long to wait, in milliseconds, beyond the `askedMs` for which a server wants to be left alone.
 *
 * It may have asked all its clients for the same moment. They come over as long a time again, at most
 * half a minute.
 */
export function spreadMs(askedMs: number, random: number): number {
  return random * Math.min(askedMs, capMs)
}
