import { expect, it } from 'vitest'
import type { Draft } from '../../src/record/draft.ts'
import { Filters } from '../../src/record/filters.ts'
import type { BeforeSendLog, LogHint } from '../../src/log.ts'
import { createDraft } from '../support/draft.ts'
import type { Settings } from '../../src/options/settings.ts'

const draft = createDraft({ body: 'GET /health 200', attributes: { port: 8080 } })

const admitTo = (filters: Filters, hint: LogHint = {}): unknown =>
  filters.refusal(draft) ?? filters.applyHook(draft, hint)

const admit = (
  settings: Partial<Pick<Settings, 'ignore' | 'sampleRate'>>,
  hook?: BeforeSendLog,
): unknown =>
  admitTo(
    new Filters({ ignore: [], sampleRate: 1, ...settings }, hook, (attributes) => ({
      ...(attributes as Draft['attributes']),
      rebuilt: true,
    })),
    { origin: 'auto.log.pino' },
  )

it('a log that nothing speaks against goes on as it is', () => {
  expect(admit({})).toBe(draft)
})

it.each([
  ['a substring', '/health'],
  ['an expression', /health \d+$/],
])('a body that holds %s of ignore is dropped as event_processor', (_name, pattern) => {
  expect(admit({ ignore: ['other', pattern] })).toBe('event_processor')
})

it.each([
  ['global', /health/g],
  ['sticky', /GET/y],
  ['global and sticky', /GET/gy],
  ['frozen', Object.freeze(/health/g)],
])('a %s expression ignores every matching body, not every other one', (_name, pattern) => {
  const filters = new Filters({ ignore: [pattern], sampleRate: 1 }, undefined, () => ({}))

  for (let i = 0; i < 3; i++) expect(admitTo(filters)).toBe('event_processor')
})

it('an expression that the program uses as well is not touched, and its state does not matter', () => {
  const pattern = /health/g
  const filters = new Filters({ ignore: [pattern], sampleRate: 1 }, undefined, () => ({}))
  pattern.test(draft.body)
  const { lastIndex } = pattern

  expect(admitTo(filters)).toBe('event_processor')
  expect(lastIndex).toBeGreaterThan(0)
  expect(pattern.lastIndex).toBe(lastIndex)
})

it('a log that is sampled out is dropped as sample_rate before the hook sees it', () => {
  const hook: BeforeSendLog = () => {
    throw new Error('called')
  }

  expect(admit({ sampleRate: 0 }, hook)).toBe('sample_rate')
})

it('the hook is told the origin and the native record', () => {
  let origin: string | undefined
  admit({}, (log, hint) => {
    origin = hint.origin
    return log
  })

  expect(origin).toBe('auto.log.pino')
})

it('what the hook returns goes through the rules for values', () => {
  expect(admit({}, (log) => log)).toMatchObject({ attributes: { port: 8080, rebuilt: true } })
})

it('a hook that returns null drops the log as before_send', () => {
  expect(admit({}, () => null)).toBe('before_send')
})

it('a hook that throws, or returns no log, loses that one log and warns once', async () => {
  const warnings: Error[] = []
  const listener = (warning: Error): unknown => warnings.push(warning)
  process.on('warning', listener)
  const fail: BeforeSendLog = () => {
    throw new Error('no such field')
  }

  expect(admit({}, fail)).toBe('before_send')
  expect(admit({}, () => undefined as never)).toBe('before_send')
  await new Promise((resolve) => setImmediate(resolve))
  process.off('warning', listener)

  expect(warnings.map(({ message }) => message)).toEqual([
    'logs-to-sentry: beforeSendLog lost a log: no such field',
  ])
})

it('a line logged from inside the hook is dropped and does not call the hook again', () => {
  let calls = 0
  const filters: Filters = new Filters(
    { ignore: [], sampleRate: 1 },
    (log) => {
      calls += 1
      expect(admitTo(filters)).toBe('before_send')
      return log
    },
    () => ({}),
  )
  admitTo(filters)

  expect(calls).toBe(1)
})
