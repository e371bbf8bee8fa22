import { copyFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { consumer, node } from './packaging/consumer.ts'
import { startRelay } from './support/relay.ts'

const examples = join(import.meta.dirname, '..', 'examples')
const formats = ['mjs', 'cjs']

interface Told {
  readonly level: string
  readonly body: string
  readonly attributes: Readonly<Record<string, unknown>>
}

const adapters = (logger: string): Told[] => {
  const everywhere = { 'sentry.origin': `auto.log.${logger}`, 'sentry.environment': 'staging' }
  const payments = { ...everywhere, module: 'payments' }
  return [
    {
      level: 'info',
      body: 'Order placed',
      attributes: { ...everywhere, 'order.id': 'or_1', 'order.total': 42.5 },
    },
    { level: 'warn', body: 'Card declined, trying again', attributes: { ...payments, attempt: 2 } },
    {
      level: 'error',
      body: 'Payment failed',
      attributes: {
        ...payments,
        'exception.type': 'Error',
        'exception.message': 'No answer from the bank',
        'exception.stacktrace': expect.stringMatching(/^Error: No answer from the bank\n {4}at /),
      },
    },
  ]
}

const logger: Told[] = [
  {
    level: 'info',
    body: 'Order or_1 placed',
    attributes: {
      'sentry.environment': 'staging',
      'sentry.message.template': 'Order {order_id} placed',
      'sentry.message.parameter.order_id': 'or_1',
      'order.total': 42.5,
    },
  },
  {
    level: 'warn',
    body: 'Card of Ada declined, attempt 2',
    attributes: {
      'sentry.message.template': 'Card of %s declined, attempt %s',
      'sentry.message.parameter.0': 'Ada',
      'sentry.message.parameter.1': 2,
      'user.id': 'u_7',
    },
  },
  {
    level: 'error',
    body: 'Payment failed',
    attributes: { 'exception.type': 'Error', 'exception.message': 'No answer from the bank' },
  },
]

const stored: Readonly<Record<string, readonly Told[]>> = {
  pino: adapters('pino'),
  'pino-in-process': adapters('pino'),
  winston: adapters('winston'),
  bunyan: adapters('bunyan'),
  logger,
}

it('every example is tested, as ESM and as CommonJS', async () => {
  const expected = Object.keys(stored).flatMap((name) =>
    formats.map((format) => `${name}.${format}`),
  )

  const entries = await readdir(examples, { withFileTypes: true })
  const programs = entries.filter((entry) => entry.isFile()).map(({ name }) => name)

  expect(programs.toSorted()).toEqual(expected.toSorted())
})

const programs = Object.entries(stored).flatMap(([name, logs]) =>
  formats.map((format) => ({ program: `${name}.${format}`, logs })),
)

it.each(programs)('$program delivers what it logs', async ({ program, logs }) => {
  await using relay = await startRelay()
  const copy = join(consumer, program)
  await copyFile(join(examples, program), copy)

  await node([copy], { SENTRY_DSN: relay.dsn })

  expect(relay.problems).toEqual([])
  expect(relay.logs).toMatchObject(logs)
})
