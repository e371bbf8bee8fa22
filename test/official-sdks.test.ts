import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { expect, test } from 'vitest'

import { startRelay } from './support/relay.ts'

const program = fileURLToPath(import.meta.resolve('./support/official-sdk.mjs'))

/** What @sentry/node 10 does against the rules: a receiver that misses one of these is too mild. */
const knownDeviations: readonly string[] = [
  'content-type: none',
  'chunked: a body of N bytes',
  'attribute-value: large is integer but has "1e+21"',
  'attribute-value: mixed is array but has ["a","1"]',
  'client-report: log_item before_send without log_byte',
]

test("what Sentry's own SDK sends is accepted, and breaks only the rules it is known to break", async () => {
  await using relay = await startRelay()
  const env = { ...process.env, SENTRY_DSN: relay.dsn }

  await promisify(execFile)(process.execPath, [program], { env })

  const broken = relay.problems.map(({ rule, detail }) => `${rule}: ${detail}`)
  expect(new Set(broken.map((text) => text.replace(/\d+ bytes/, 'N bytes')))).toEqual(
    new Set(knownDeviations),
  )
  expect(new Set(relay.envelopes.map(({ outcome }) => outcome.status))).toEqual(new Set([200]))
  const lines = relay.logs.filter(({ body }) => /^line \d+$/.test(body))
  expect(lines).toHaveLength(150)
  const others = relay.logs.filter((log) => !lines.includes(log))
  expect(others.map(({ level, severityNumber, body }) => [level, severityNumber, body])).toEqual(
    expect.arrayContaining([
      ['trace', 1, 'a trace 😀'],
      ['debug', 5, 'a debug 😀'],
      ['info', 9, 'a info 😀'],
      ['warn', 13, 'a warn 😀'],
      ['error', 17, 'a error 😀'],
      ['fatal', 21, 'a fatal 😀'],
      ['info', 9, '1 of two'],
      ['info', 9, 'within a span'],
      ['info', 9, 'hard values'],
      ['warn', 13, 'from pino'],
      ['error', 17, 'from winston'],
    ]),
  )
  expect(others).toHaveLength(11)
})
