import { expect, it } from 'vitest'
import { toOutcome } from '../../src/delivery/outcome.ts'

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
  [503, 'refused'],
])('the answer %i is %s', (status, type) => {
  const answer = { status, rateLimits: undefined, retryAfter: undefined, error: undefined }

  expect(toOutcome(answer)).toEqual({ type, answer })
})
