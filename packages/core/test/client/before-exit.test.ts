import { beforeAll, describe, expect, it } from 'vitest'
import { type Behaviour, type Relay, startRelay } from '../../../../test/support/relay.ts'
import { buildSource, runModule } from '../support/run-built.ts'

let built = ''
beforeAll(async () => {
  built = await buildSource('index.ts')
})

/** Runs a program that has core's exports and `dsn`, counts its `beforeExit` events and runs out. */
async function run(
  relay: Relay,
  code: string,
  behaviour: Behaviour | 'normal' = 'normal',
): Promise<string> {
  relay.behave(behaviour)
  return runModule(`
    import { createClient, init, logger } from ${JSON.stringify(built)}
    const dsn = ${JSON.stringify(relay.dsn)}
    ${code}`)
}

const bodiesOf = (relay: Relay): readonly string[] => relay.logs.map(({ body }) => body)

it('a program that runs out delivers what it logged', async () => {
  await using relay = await startRelay()
  await run(relay, `init({ dsn }); logger.info('last words')`)

  expect(bodiesOf(relay)).toEqual(['last words'])
})

it('what a beforeExit listener logs once its own work is done is delivered too', async () => {
  await using relay = await startRelay()
  await run(
    relay,
    `init({ dsn })
     logger.info('running')
     process.once('beforeExit', async () => {
       await new Promise((resolve) => setTimeout(resolve, 50))
       logger.info('closed')
     })`,
  )

  expect(bodiesOf(relay)).toEqual(['running', 'closed'])
})

describe('a beforeExit listener that logs each time lets the program end, and all its lines are delivered', () => {
  it.each([
    ['registered before', `process.on('beforeExit', () => logger.info('bye')); init({ dsn })`],
    ['registered after', `init({ dsn }); process.on('beforeExit', () => logger.info('bye'))`],
    ['put first', `init({ dsn }); process.prependListener('beforeExit', () => logger.info('bye'))`],
    [
      'asynchronous',
      `init({ dsn }); process.on('beforeExit', async () => { await null; logger.info('bye') })`,
    ],
  ])('%s', async (_when, code) => {
    await using relay = await startRelay()
    await run(relay, `${code}\nlogger.info('running')`)

    expect(bodiesOf(relay)).toEqual(['running', 'bye', 'bye'])
  })
})

describe('an onDrop that logs lets the program end', () => {
  it.each<[string, Behaviour, number]>([
    ['when everything is refused', { status: 500 }, 1],
    ['when nobody answers, so that everything stays queued', { reset: true }, 0],
  ])('%s', async (_when, behaviour, drops) => {
    await using relay = await startRelay()
    const stdout = await run(
      relay,
      `let drops = 0
       init({ dsn, onDrop: () => { drops += 1; logger.warn('lost') } })
       logger.info('running')
       process.on('exit', () => console.log(drops))`,
      behaviour,
    )

    expect(Number(stdout)).toBe(drops)
  })

  it('also when it has a second client that delivers', async () => {
    await using relay = await startRelay()
    await using refusing = await startRelay()
    refusing.behave({ status: 500 })
    await run(
      relay,
      `init({ dsn })
       const lossy = createClient({
         dsn: ${JSON.stringify(refusing.dsn)},
         onDrop: () => { logger.warn('lost'); lossy.capture({ level: 'warn', body: 'lost' }) },
       })
       lossy.capture({ level: 'info', body: 'running' })`,
    )

    expect(bodiesOf(relay)).toEqual(['lost', 'lost'])
  })
})

it('a program without a client has no listener of ours', async () => {
  await using relay = await startRelay()
  const stdout = await run(
    relay,
    `init({ dsn, enableLogs: false })
     console.log(process.listenerCount('beforeExit'))`,
  )

  expect(stdout).toBe('0')
})
