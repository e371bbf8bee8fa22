import bunyan from 'bunyan'
import { expect, test } from 'vitest'
import { info, useRecords } from './support/records.ts'

const { stored } = useRecords()

test.each<[string, unknown, Record<string, unknown>]>([
  [
    'all of it',
    { file: '/app/cart.js', line: 7, func: 'pay' },
    { 'code.file.path': '/app/cart.js', 'code.line.number': 7, 'code.function.name': 'pay' },
  ],
  [
    'no function',
    { file: '/app/cart.js', line: 7 },
    { 'code.file.path': '/app/cart.js', 'code.line.number': 7 },
  ],
  ['nothing', {}, {}],
])('the place of a call has the names of the conventions: %s', async (_what, src, attributes) => {
  expect(await stored((logger) => logger.info({ src }, 'hi'))).toStrictEqual([
    info('hi', attributes),
  ])
})

test.each<[string, unknown, Record<string, unknown>]>([
  ['a text', 'cdn', { src: 'cdn' }],
  ['a list', ['a'], { src: ['a'] }],
  [
    'an object of the application',
    { file: 'a.mp4', bitrate: 5 },
    { 'src.file': 'a.mp4', 'src.bitrate': 5 },
  ],
])('%s named src stays as it is', async (_what, src, attributes) => {
  expect(await stored((logger) => logger.info({ src }, 'hi'))).toStrictEqual([
    info('hi', attributes),
  ])
})

// bunyan 2 finds the place with Node 22 and later; with Node 20 it writes an empty one.
test('the option src of the logger sends what bunyan finds of the place, if it finds any', async () => {
  const ring = new bunyan.RingBuffer({ limit: 1 })
  const logged = await stored(
    (logger) => {
      logger.addStream({ type: 'raw', stream: ring })
      logger.info('hi')
    },
    { src: true },
  )
  const { file, line, func } = Object(ring.records[0]).src
  const found = Object.entries({
    'code.file.path': file,
    'code.line.number': line,
    'code.function.name': func,
  }).filter(([, value]) => value !== undefined)

  expect(logged).toStrictEqual([info('hi', Object.fromEntries(found))])
})
