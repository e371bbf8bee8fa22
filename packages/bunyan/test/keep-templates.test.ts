import bunyan from 'bunyan'
import { expect, test, vi } from 'vitest'
import { keepTemplates } from '../src/index.ts'
import { error, exception, info, useRecords, type Stored } from './support/records.ts'

const { stored } = useRecords()

const templated = (body: string, template: string, parameter: unknown): Stored =>
  info(body, { 'sentry.message.template': template, 'sentry.message.parameter.0': parameter })

test('the logger that comes back is the one that was given', () => {
  const logger = bunyan.createLogger({ name: 'shop', streams: [] })

  expect(keepTemplates(logger)).toBe(logger)
})

test('children keep their templates: simple ones, and those of children', async () => {
  const logged = await stored((logger) => {
    const child = keepTemplates(logger).child({})
    child.info('a %s', 1)
    child.child({}, true).child({}).info('b %s', 2)
  })

  expect(logged).toStrictEqual([templated('a 1', 'a %s', 1), templated('b 2', 'b %s', 2)])
})

test('a child that was made before is covered by itself, without its parent', async () => {
  const logged = await stored((logger) => {
    const child = keepTemplates(logger.child({}))
    child.info('a %s', 1)
    logger.info('a %s', 1)
  })

  expect(logged).toStrictEqual([templated('a 1', 'a %s', 1), info('a 1')])
})

test('covering a logger twice is covering it once', async () => {
  const logged = await stored((logger) => {
    const methods = Object.entries(keepTemplates(logger))
    expect(Object.entries(keepTemplates(logger))).toStrictEqual(methods)
    logger.info('a %s', 1)
  })

  expect(logged).toStrictEqual([templated('a 1', 'a %s', 1)])
})

test.each<[string, object]>([
  ['an empty object', {}],
  ['a frozen logger', Object.freeze(bunyan.createLogger({ name: 'shop', streams: [] }))],
  ['an object that throws at every touch', new Proxy({}, { get: () => expect.unreachable() })],
])('what cannot be covered stays as it is: %s', (_what, logger) => {
  expect(keepTemplates(logger)).toBe(logger)
})

test('a call without arguments still asks for the level, and logs nothing', async () => {
  const logged = await stored((logger) => {
    keepTemplates(logger).level('info')
    expect([logger.debug(), logger.info()]).toStrictEqual([false, true])
  })

  expect(logged).toStrictEqual([])
})

test('a method that was taken from its logger warns as it did, and throws nothing', () => {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const { info } = Object(keepTemplates(bunyan.createLogger({ name: 'shop', streams: [] })))

  expect(() => info('a %s', 1)).not.toThrow()
  expect(stderr).toHaveBeenCalledWith(expect.stringContaining('unbound log method'))
  stderr.mockRestore()
})

test('what is logged while a line is being made has its own template', async () => {
  const logged = await stored((logger) => {
    const plain = logger.child({})
    keepTemplates(logger).addSerializers({
      user(name: string) {
        plain.info('plain %s', name)
        logger.info('inner %s', name)
        return name
      },
    })
    logger.info({ user: 'ada' }, 'outer %s', 1)
  })

  expect(logged).toStrictEqual([
    info('plain ada'),
    templated('inner ada', 'inner %s', 'ada'),
    {
      ...info('outer 1'),
      attributes: { user: 'ada', ...templated('outer 1', 'outer %s', 1).attributes },
    },
  ])
})

test('what another stream logs while a line is being written has its own template', async () => {
  const logged = await stored((logger) => {
    const plain = logger.child({})
    keepTemplates(logger)
    addStreamInFront(logger, (msg) => {
      if (!msg.startsWith('outer')) return
      plain.info('plain %s', msg)
      logger.info('inner %s', msg)
    })
    logger.info('outer %s', 1)
  })

  expect(logged).toStrictEqual([
    info('plain outer 1'),
    templated('inner outer 1', 'inner %s', 'outer 1'),
    templated('outer 1', 'outer %s', 1),
  ])
})

test('a line that is logged after a call that threw has none of its template', async () => {
  const logged = await stored((logger) => {
    const plain = logger.child({})
    keepTemplates(logger)
    addStreamInFront(logger, () => {
      throw new Error('disk full')
    })
    expect(() => logger.info('a %s', 1)).toThrow('disk full')
    plain.info('a %s', 1)
  })

  expect(logged).toStrictEqual([info('a 1')])
})

/** Adds a stream that is written to before all others. */
function addStreamInFront(logger: bunyan, onMessage: (msg: string) => void): void {
  const write = ({ msg }: { readonly msg: string }): void => onMessage(msg)
  logger.addStream({ type: 'raw', stream: Object.assign(new bunyan.RingBuffer({}), { write }) })
  const { streams } = Object(logger)
  streams.unshift(streams.pop())
}

test('a copy of this package covers loggers for the streams of another', async () => {
  vi.resetModules()
  const copy = await import('../src/index.ts')
  expect(copy.keepTemplates).not.toBe(keepTemplates)

  const logged = await stored((logger) => {
    copy.keepTemplates(logger).info('a %s', 1)
    keepTemplates(logger).info('b %s', 2)
  })

  expect(logged).toStrictEqual([templated('a 1', 'a %s', 1), templated('b 2', 'b %s', 2)])
})

const placed = (what: Stored, name: string): Stored => ({
  ...what,
  attributes: {
    ...what.attributes,
    'code.file.path': import.meta.filename,
    'code.line.number': expect.any(Number),
    'code.function.name': name,
  },
})

test('the option src names the caller, as it does without us', async () => {
  const logged = await stored(
    function pay(logger) {
      keepTemplates(logger).info('a %s', 1)
      logger.child({}, true).error(boom)
      logger.info({ src: { file: '/app/cart.js', func: 'own' } }, 'hi')
    },
    { src: true },
  )

  expect(logged).toStrictEqual([
    placed(templated('a 1', 'a %s', 1), 'pay'),
    placed(error('boom', exception(boom)), 'pay'),
    info('hi', { 'code.file.path': '/app/cart.js', 'code.function.name': 'own' }),
  ])
})

const boom = new RangeError('boom')

test('finding the caller leaves Error as it was, and does not depend on changing it', async () => {
  const { stackTraceLimit } = Error
  const before = Object.getOwnPropertyDescriptors(Error)
  const log = (logger: bunyan): void => keepTemplates(logger).info('a %s', 1)
  const setup = { src: true }

  await stored(log, setup)
  expect(Object.getOwnPropertyDescriptors(Error)).toStrictEqual(before)

  Object.defineProperty(Error, 'stackTraceLimit', { value: stackTraceLimit, writable: false })
  const logged = await stored(log, setup)
  Object.defineProperty(Error, 'stackTraceLimit', { writable: true })

  expect(logged).toStrictEqual([placed(templated('a 1', 'a %s', 1), 'log')])
})
