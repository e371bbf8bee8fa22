import { expect, test } from 'vitest'
import { checkOwnOptions } from '../../src/options/option-schema.ts'

const own = {
  speed: { accepts: (value: unknown) => typeof value === 'number', expected: 'a number' },
}

test.each([[{}], [{ speed: 5, dsn: 'x' }], [{ speed: undefined }]])(
  'good options of an adapter pass: %j',
  (options) => {
    expect(() => checkOwnOptions(options, own)).not.toThrow()
  },
)

test.each([
  [null, 'options are null, expected an object'],
  ['fast', "options are 'fast', expected an object"],
  [{ speed: 'fast' }, `option "speed" is 'fast', expected a number`],
  [{ sped: 5 }, 'unknown option "sped", expected one of speed, dsn, environment'],
])(
  'bad options of an adapter are a TypeError that says what was expected: %j',
  (options, message) => {
    const check = (): void => checkOwnOptions(options, own)

    expect(check).toThrow(TypeError)
    expect(check).toThrow(`logs-to-sentry: ${message}`)
  },
)
