import type { Manner } from './endpoint.ts'

/** In all scenarios the trouble begins and ends at these seconds. */
export const troubleFrom = 30
export const troubleUntil = 150
/** Length of a run. */
export const seconds = 240

export interface Scenario {
  readonly name: string
  readonly title: string
  /** Lines that fill an envelope; 100 when left out, which one line a second never does. */
  readonly maxBatchLogs?: number
  /** A fresh endpoint for a fleet of so many processes. */
  readonly manner: (clients: number) => Manner
}

export const scenarios: readonly Scenario[] = [
  {
    name: 'away',
    title: 'Nobody listens for two minutes',
    manner: () => during(() => 'refuse'),
  },
  {
    name: 'away-full',
    title: 'The same, to processes that fill their envelopes all the time',
    maxBatchLogs: 5,
    manner: () => during(() => 'refuse'),
  },
  {
    name: 'retry-after',
    title: '503 with a Retry-After that ends at the same moment for everybody',
    manner: () => during((left) => ({ status: 503, retryAfter: String(left) })),
  },
  {
    name: 'rate-limit',
    title: '429 with a rate limit that ends at the same moment for everybody',
    manner: () => during((left) => ({ status: 429, rateLimits: `${left}:log_item:organization` })),
  },
  {
    name: 'weak',
    title:
      'Nobody listens for two minutes, then it takes three times the steady rate and answers 503 to the rest',
    manner: (clients) => weak((3 * clients) / 6),
  },
]

/** `left` is in whole seconds. */
function during(trouble: (left: number) => ReturnType<Manner>): Manner {
  return (now) => {
    const isTrouble = now >= troubleFrom * 1000 && now < troubleUntil * 1000
    return isTrouble ? trouble(Math.ceil(troubleUntil - now / 1000)) : { status: 200 }
  }
}

/** Takes so many requests a second, and up to a tenth of that at once. */
function weak(perSecond: number): Manner {
  let tokens = 0
  let filledAt = 0
  return (now) => {
    if (now >= troubleFrom * 1000 && now < troubleUntil * 1000) return 'refuse'
    tokens = Math.min(perSecond / 10, tokens + ((now - filledAt) * perSecond) / 1000)
    filledAt = now
    if (tokens < 1) return { status: 503 }
    tokens -= 1
    return { status: 200 }
  }
}
