import { expect, it } from 'vitest'
import { toError, toOutcome } from '../../src/delivery/outcome.ts'

it.each([
  [200, 'accepted'],
  [202, 'accepted'],
  [204, 'accepted'],
  [301, 'refused'],
  [308, 'refused'],
  [400, 'refused'],
  [403, 'refused'],
  [413, 'refused'],
  [429, 'limited'],
  [500, 'refused'],
  [502, 'unavailable'],
  [503, 'unavailable'],
  [504, 'unavailable'],
  [505, 'refused'],
])('the answer %i is %s', (status, type) => {
  const answer = { status, rateLimits: undefined, retryAfter: undefined, error: undefined }

  expect(toOutcome(answer)).toEqual({ type, answer })
})

it.each([
  [undefined, 'the endpoint answered 403'],
  ['no such project', 'the endpoint answered 403: no such project'],
])('says what went wrong, and why when the server said it: %s', (error, message) => {
  const outcome = toOutcome({ status: 403, rateLimits: undefined, retryAfter: undefined, error })

  expect(toError(outcome).message).toBe(message)
})

it('says with the error itself why there was no answer', () => {
  const error = new Error('reset')

  expect(toError({ type: 'failed', error })).toBe(error)
})
