import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { startRelay } from '../support/relay.ts'

const program = fileURLToPath(new URL('../support/parts.mjs', import.meta.url))

it.each([
  'threads',
  'threads that call process.exit()',
  'forked processes',
  'processes of a cluster',
])('%s deliver each their own logs', async (kind) => {
  await using relay = await startRelay()
  const { stderr } = await promisify(execFile)(process.execPath, [program, kind, relay.dsn])

  expect(stderr).toBe('')
  expect(relay.logs.map(({ body }) => body).toSorted()).toEqual([
    'from the first',
    'from the second',
    'from the third',
  ])
})
