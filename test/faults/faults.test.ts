import { expect, it } from 'vitest'
import { judge, type RawRequest } from '../support/relay/judge.ts'
import { run } from './run.mjs'
import { scenariosOf } from './scenarios.mjs'

const project = { publicKey: 'b7d5a1c0e9f84d3c8a6b2e1f0d9c8b7a', projectId: '1' }

/** The same as `npm run test:faults`, in short. */
const scenarios = scenariosOf({
  faultMs: 2000,
  burst: 20_000,
  overloadMs: 2000,
  overloadQueueBytes: 1_048_576,
})
const outages = scenarios.filter(({ load, loses }) => load === 'steady' && loses === 'nothing')
const losing = scenarios.filter(({ load, loses }) => load === 'steady' && loses !== 'nothing')
const bursts = scenarios.filter(({ load }) => load === 'burst')
const kills = scenarios.filter(({ load }) => load === 'killed')

/** However busy the machine is; what takes too long for a promise is told by `broken`. */
const timeout = 300_000

it.concurrent.each(outages)(
  '$name: $logger loses no line, keeps their order, and all that it sends is legal',
  async (scenario) => {
    const { broken, keptRequests } = await run(scenario, { keepsRequests: true })

    expect(broken).toEqual([])
    for (const { at, body, ...request } of keptRequests) {
      const raw: RawRequest = { ...request, body: Buffer.from(body, 'base64') }
      expect((await judge(raw, project, at)).problems).toEqual([])
    }
  },
  timeout,
)

it.concurrent.each(losing)(
  '$name: $logger loses what it has to, and counts each of it',
  async (scenario) => {
    expect((await run(scenario)).broken).toEqual([])
  },
  timeout,
)

it.concurrent.each(bursts)(
  '$name: $logger loses none',
  async (scenario) => {
    expect((await run(scenario)).broken).toEqual([])
  },
  timeout,
)

it.concurrent.each(kills)(
  '$name: of $logger arrives what had been logged more than a second before',
  async (scenario) => {
    expect((await run(scenario)).broken).toEqual([])
  },
  timeout,
)
