import { expect, it } from 'vitest'
import type { Outcome } from '../../src/delivery/outcome.ts'
import { withoutSecrets } from '../../src/delivery/secrets.ts'

const headers = {
  'content-type': 'application/x-sentry-envelope',
  'user-agent': 'logs-to-sentry/1.0.0',
  'x-sentry-auth': 'Sentry sentry_key=k3y, sentry_version=7, sentry_secret=s3c',
  'x-gateway': 'Bearer gateway-password==',
}

const refused = (error: string): Outcome => ({
  type: 'refused',
  answer: { status: 403, rateLimits: undefined, retryAfter: undefined, error },
})

it.each([
  ['no project of k3y', 'no project of ***'],
  ['sentry_key=k3y, sentry_secret=s3c.', 'sentry_key=***, sentry_secret=***.'],
  ['Bearer gateway-password==', 'Bearer ***'],
  ['not application/x-sentry-envelope', 'not application/x-sentry-envelope'],
])('the reason %j is told as %j', (reason, told) => {
  expect(withoutSecrets(refused(reason), headers)).toEqual(refused(told))
})

it('a long reason is cut', () => {
  expect(withoutSecrets(refused('a'.repeat(9000)), headers)).toEqual(refused('a'.repeat(500)))
})

it('of an error only message and code are told', () => {
  const error = Object.assign(new TypeError('bad k3y'), { code: 'ERR_MINE', input: 'k3y' })

  const outcome = withoutSecrets({ type: 'failed', error }, headers)

  expect(outcome).toEqual({
    type: 'failed',
    error: Object.assign(new Error('bad ***'), { code: 'ERR_MINE' }),
  })
  expect(outcome).not.toHaveProperty('error.input')
})

it('an error without a message is told by its code', () => {
  const error = Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' })

  expect(withoutSecrets({ type: 'failed', error }, headers)).toMatchObject({
    error: { message: 'ECONNREFUSED' },
  })
})
