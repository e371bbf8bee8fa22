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
  /** There was no answer. */
  | { readonly type: 'failed'; readonly error: Error }

/** Judges an answer by its status alone; a redirect is not followed, so it is a refusal. */
export function toOutcome(answer: Answer): Outcome {
  if (answer.status === 429) return { type: 'limited', answer }
  return { type: answer.status >= 200 && answer.status < 300 ? 'accepted' : 'refused', answer }
}
