import type { Outcome } from './outcome.ts'

const maxQuoteLength = 500
/** A word of a header that the user added: too short to be a secret. */
const minSecretLength = 8
const publicNames: ReadonlySet<string> = new Set(['content-type', 'content-encoding', 'user-agent'])
const authentication = 'x-sentry-auth'

/**
 * Takes out of an outcome what was sent with the request: a server may quote it in its answer, and
 * the error of a parser holds what it could not read.
 */
export function withoutSecrets(
  outcome: Outcome,
  headers: Readonly<Record<string, string>>,
): Outcome {
  if (outcome.type === 'failed') return { ...outcome, error: plainError(outcome.error, headers) }
  const { answer } = outcome
  if (answer.error === undefined) return outcome
  return { ...outcome, answer: { ...answer, error: mask(answer.error, headers) } }
}

/** Message and code; what else an error has may be anything. */
function plainError(error: Error, headers: Readonly<Record<string, string>>): Error {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  // The error of several attempts to connect has no message.
  const plain = new Error(mask(error.message || (code ?? error.name), headers))
  return code === undefined ? plain : Object.assign(plain, { code })
}

function mask(text: string, headers: Readonly<Record<string, string>>): string {
  let masked = text
  for (const secret of secretsOf(headers)) masked = masked.replaceAll(secret, '***')
  return masked.slice(0, maxQuoteLength)
}

function secretsOf(headers: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    if (publicNames.has(name)) return []
    if (name === authentication) return value.match(/(?<=sentry_(?:key|secret)=)[^,]+/g) ?? []
    return value.split(/\s+/).filter((word) => word.length >= minSecretLength)
  })
}
