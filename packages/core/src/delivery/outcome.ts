/** What an answer of the endpoint says that matters; its body never does. */
export interface Answer {
  readonly status: number
  /** The header `X-Sentry-Rate-Limits`. */
  readonly rateLimits: string | undefined
  /** The header `Retry-After`: seconds, or an HTTP date. */
  readonly retryAfter: string | undefined
  /** The header `X-Sentry-Error`: why, in words. */
  readonly error: string | undefined
}

/** What one request came to. */
export type Outcome =
  | { readonly type: 'accepted'; readonly answer: Answer }
  /** 429: the server counted the logs itself. */
  | { readonly type: 'limited'; readonly answer: Answer }
  | { readonly type: 'refused'; readonly answer: Answer }
  /** 502, 503, 504: there is something that answers, but the server is not behind it. */
  | { readonly type: 'unavailable'; readonly answer: Answer }
  /** There was no answer. */
  | { readonly type: 'failed'; readonly error: Error }

/** Judges an answer by its status alone; a redirect is not followed, so it is a refusal. */
export function toOutcome(answer: Answer): Outcome {
  return { type: typeOf(answer.status), answer }
}

function typeOf(status: number): Exclude<Outcome['type'], 'failed'> {
  switch (status) {
    case 429:
      return 'limited'
    case 502:
    case 503:
    case 504:
      return 'unavailable'
    default:
      return status >= 200 && status < 300 ? 'accepted' : 'refused'
  }
}

/** Says of an outcome that is no success what went wrong. */
export function toError(outcome: Outcome): Error {
  if (outcome.type === 'failed') return outcome.error
  const { status, error = '' } = outcome.answer
  return new Error(`the endpoint answered ${status}${error === '' ? '' : `: ${error}`}`)
}

/** What was thrown, as an error. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}
