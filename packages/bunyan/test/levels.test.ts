import { expect, test } from 'vitest'
import { info, useRecords } from './support/records.ts'

const { stored, storedRaw } = useRecords()

test.each([
  ['trace', 10, 'trace 1'],
  ['debug', 20, 'debug 5'],
  ['info', 30, 'info 9'],
  ['warn', 40, 'warn 13'],
  ['error', 50, 'error 17'],
  ['fatal', 60, 'fatal 21'],
] as const)('a line of level %s keeps its number %i, and is %s', async (name, level, severity) => {
  expect(await stored((logger) => logger[name]('hi'))).toStrictEqual([
    { level, severity, body: 'hi', attributes: {} },
  ])
})

test.each([
  [99, 'fatal 24'],
  [60, 'fatal 21'],
  [45.5, 'warn 15'],
  [45, 'warn 15'],
  [35, 'info 11'],
  [25, 'debug 7'],
  [10, 'trace 1'],
  [1, 'trace 1'],
])('a call that names the level %s wins over its method, and is %s', async (level, severity) => {
  const setup = { sentry: { level: 0 } }

  expect(await stored((logger) => logger.info({ level }, 'hi'), setup)).toStrictEqual([
    { level, severity, body: 'hi', attributes: {} },
  ])
})

test('a level of digits counts as its number', async () => {
  expect(await stored((logger) => logger.info({ level: '40' }, 'hi'))).toStrictEqual([
    { level: 40, severity: 'warn 13', body: 'hi', attributes: {} },
  ])
})

test.each(['warn', 'gold', null, Number.NaN, { name: 'warn' }])(
  'a call that names the level %j is written to no stream by bunyan itself',
  async (level) => {
    expect(await stored((logger) => logger.info({ level }, 'hi'))).toStrictEqual([])
  },
)

test.each([
  [{ 35: 'error' }, 35, 'error 17'],
  [{ 35: 14 }, 35, 'warn 14'],
  [{ 30: 'debug' }, 30, 'debug 5'],
] as const)('the levelMap %j decides about level %i', async (levelMap, level, severity) => {
  const setup = { sentry: { levelMap } }

  expect(await stored((logger) => logger.info({ level }, 'hi'), setup)).toStrictEqual([
    { level, severity, body: 'hi', attributes: {} },
  ])
})

test.each([
  ['a name', 'warn'],
  ['a number', 40],
] as const)(
  'a stream with a level gets that level and what is above it: %s',
  async (_as, level) => {
    const logAll = storedRaw(
      (logger) => {
        logger.info('no')
        logger.warn('yes')
        logger.info({ level: 45 }, 'yes')
        logger.error({ level: 35 }, 'no')
      },
      { sentry: { level } },
    )

    expect((await logAll).map(({ body }) => body)).toStrictEqual(['yes', 'yes'])
  },
)

test('a child with a level of its own has it on our stream, too', async () => {
  const logged = await stored((logger) => {
    const child = logger.child({ level: 'error', component: 'cart' })
    child.warn('no')
    child.error('yes')
    logger.info('yes')
  })

  expect(logged).toStrictEqual([
    { level: 50, severity: 'error 17', body: 'yes', attributes: { component: 'cart' } },
    info('yes'),
  ])
})
