import { describe, expect, it } from 'vitest'
import { inOrder, runToEnd, type End } from '../support/exit/run.ts'
import { startRelay } from '../support/relay.ts'

const endings: readonly (readonly [ending: string, end: End])[] = [
  ['runs out', { code: 0, signal: null }],
  ['calls process.exit(0)', { code: 0, signal: null }],
  ['calls process.exit(1) in a callback', { code: 1, signal: null }],
  ['calls process.exit() some time after its first lines', { code: 0, signal: null }],
  ['dies of an exception', { code: 1, signal: null }],
  ['dies of a rejection', { code: 1, signal: null }],
  ['gets SIGTERM', { code: null, signal: 'SIGTERM' }],
  ['gets SIGINT', { code: null, signal: 'SIGINT' }],
  ['gets SIGHUP', { code: null, signal: 'SIGHUP' }],
  ['gets SIGTERM, for which it has a listener', { code: 7, signal: null }],
  ['logs in a listener of exit', { code: 3, signal: null }],
]

/** pino ends its worker before listeners of `exit`, and does not hear of signals. */
const pinosToLose: ReadonlySet<string> = new Set([
  'gets SIGTERM',
  'gets SIGINT',
  'gets SIGHUP',
  'logs in a listener of exit',
])
const isPromised = (logger: string, ending: string): boolean =>
  logger !== "pino's worker" || !pinosToLose.has(ending)

// However busy the machine is, the lines are delivered.
const patient = { shutdownTimeoutMs: 9000 }
const lines = Array.from({ length: 500 }, (_, index) => `line ${index + 1}`)

it.concurrent.each(endings)('without us a process that %s ends with %o', async (ending, end) => {
  expect(await runToEnd('none', ending, {})).toEqual(end)
})

describe.each([
  ['logger.*', {}],
  ['winston', {}],
  ['winston as CommonJS', {}],
  ['bunyan', {}],
  ['pino', {}],
  ["pino's worker", {}],
])('with %s and %o', (logger, options) => {
  it.concurrent.each(endings.filter(([ending]) => isPromised(logger, ending)))(
    'a process that %s delivers every line, and ends as without us',
    async (ending, end) => {
      await using relay = await startRelay()

      const ended = await runToEnd(logger, ending, { dsn: relay.dsn, ...patient, ...options })

      expect(ended).toEqual(end)
      expect(inOrder(relay.logs)).toEqual(lines)
      expect(relay.problems).toEqual([])
    },
  )
})

describe.each(['logger.*', 'winston'])('with %s that delivers in its own thread', (logger) => {
  it.concurrent.each(endings)(
    'a process that %s delivers every line, twice only what was on its way at the end',
    async (ending, end) => {
      await using relay = await startRelay()

      const options = { dsn: relay.dsn, ...patient, worker: false }

      expect(await runToEnd(logger, ending, options)).toEqual(end)
      expect([...new Set(inOrder(relay.logs))]).toEqual(lines)
    },
  )
})

describe('while the endpoint hangs', () => {
  const rows = endings.flatMap(([ending, end]) =>
    ['winston', "pino's worker"].map((logger) => ({ logger, ending, end })),
  )

  // Long before an answer is missed: a request takes up to five minutes.
  it.concurrent.each(rows)(
    'a process with $logger that $ending ends as without us',
    async ({ logger, ending, end }) => {
      await using relay = await startRelay()
      relay.behave({ hang: true })
      const impatient = { shutdownTimeoutMs: 300, requestTimeoutMs: 300_000 }

      expect(await runToEnd(logger, ending, { dsn: relay.dsn, ...impatient })).toEqual(end)
    },
  )
})

it('a process that leaves signals alone ends by them at once', async () => {
  await using relay = await startRelay()

  const options = { dsn: relay.dsn, handleSignals: false }

  expect(await runToEnd('winston', 'gets SIGTERM', options)).toEqual({
    code: null,
    signal: 'SIGTERM',
  })
  expect(relay.logs).toEqual([])
})
