import { beforeAll, expect, it } from 'vitest'
import { loopbackCertificate } from '../../../../test/support/certificate.mjs'
import { startRelay } from '../../../../test/support/relay.ts'
import { startProxy } from '../support/proxy.ts'
import { buildDelivery, runDelivery } from '../support/run-delivery.ts'

beforeAll(buildDelivery)

it('logs that wait do not keep the process alive', async () => {
  await using relay = await startRelay()

  await runDelivery(relay.dsn, `delivery.add(log('info'))`)

  expect(relay.connections).toBe(0)
})

it('a flush keeps the process alive until it is done', async () => {
  await using relay = await startRelay()
  relay.behave({ delayMs: 200 })

  const stdout = await runDelivery(
    relay.dsn,
    `delivery.add(log('info'))
     void delivery.flush(4000).then(console.log)`,
  )

  expect(stdout).toBe('true')
  expect(relay.logs).toHaveLength(1)
})

it('an idle connection does not keep the process alive', async () => {
  await using relay = await startRelay()

  const stdout = await runDelivery(
    relay.dsn,
    `const start = performance.now()
     process.on('exit', () => console.log(performance.now() - start < 2000))
     delivery.add(log('info'))
     await delivery.flush(4000)`,
  )

  expect(stdout).toBe('true')
})

it.each(['http', 'https', 'a proxy', 'a tunnel'])(
  'a request without an answer does not keep the process alive, over %s',
  async (route) => {
    const isTls = route === 'https' || route === 'a tunnel'
    await using relay = await startRelay(isTls ? { tls: loopbackCertificate } : {})
    await using proxy = await startProxy()
    relay.behave({ hang: true })
    const settings = {
      ca: loopbackCertificate.cert,
      ...(route.startsWith('a ') && { proxy: proxy.url }),
    }

    const stdout = await runDelivery(
      relay.dsn,
      `const start = performance.now()
       process.on('exit', () => console.log(performance.now() - start < 3000))
       delivery.add(log('fatal'))
       await delivery.flush(500)`,
      settings,
    )

    expect(stdout).toBe('true')
    expect(relay.envelopes).toHaveLength(1)
  },
)

it('a try that waits for the end of a pause does not keep the process alive', async () => {
  await using relay = await startRelay()
  relay.behave({ status: 503, headers: { 'Retry-After': '60' } })

  const stdout = await runDelivery(
    relay.dsn,
    `const start = performance.now()
     process.on('exit', () => console.log(performance.now() - start < 3000))
     delivery.add(log('fatal'))
     await delivery.flush(500)`,
  )

  expect(stdout).toBe('true')
})

it('a flush keeps the process alive while the endpoint is away, and delivers when it is back', async () => {
  await using relay = await startRelay()
  relay.behave({ status: 503, times: 2 })

  const stdout = await runDelivery(
    relay.dsn,
    `delivery.add(log('info'))
     void delivery.flush(4000).then(console.log)`,
  )

  expect(stdout).toBe('true')
  expect(relay.logs).toHaveLength(1)
})

it('a process loads the HTTP client when it first sends', async () => {
  await using relay = await startRelay()

  const stdout = await runDelivery(
    relay.dsn,
    `import { createRequire } from 'node:module'
     const loads = () =>
       Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes('undici'))
     delivery.add(log('info'))
     const before = loads()
     await delivery.flush(4000)
     console.log(before, loads())`,
  )

  expect(stdout).toBe('false true')
})

it('the agent that fetch of the application uses stays its own', async () => {
  await using relay = await startRelay()

  const stdout = await runDelivery(
    relay.dsn,
    `delivery.add(log('info'))
     await delivery.flush(4000)
     console.log(globalThis[Symbol.for('undici.globalDispatcher.1')])`,
  )

  expect(stdout).toBe('undefined')
  expect(relay.logs).toHaveLength(1)
})
