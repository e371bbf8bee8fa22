import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Relay } from '../../../test/support/relay.ts'
import { useRelay } from '../../../test/support/use-relay.ts'
import { runProgram, type Ending } from './support/program.ts'

// The worker runs what is shipped: these tests need the packages built.
const target = fileURLToPath(new URL('../dist/index.mjs', import.meta.url))

let relay: Relay
let folder: string

useRelay((started) => {
  relay = started
})

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'logs-to-sentry-'))
})

afterAll(() => rm(folder, { recursive: true }))

async function write(name: string, code: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, code)
  return path
}

const run = (
  hooksModule: string,
  code = `pino(transport).info({ a: 1 }, 'one')`,
): Promise<Ending> =>
  runProgram({ target, options: { dsn: relay.dsn, hooksModule, shutdownTimeoutMs: 9000 } }, code)

// What the worker gives the hook: the log, and the line as pino wrote it.
const hook = `(log, { native, origin }) => {
  log.body = [log.body, native.a, native.level, origin].join(' ')
  return log
}`

test.each([
  ['an ES module', 'named.mjs', `export const beforeSendLog = ${hook}`],
  ['an ES module by default', 'default.mjs', `export default { beforeSendLog: ${hook} }`],
  ['a CommonJS module', 'named.cjs', `exports.beforeSendLog = ${hook}`],
  ['a CommonJS module as a whole', 'whole.cjs', `module.exports = { beforeSendLog: ${hook} }`],
  ['a transpiled CommonJS module', 'default.cjs', `exports.default = { beforeSendLog: ${hook} }`],
])('the hook in the worker may come from %s', async (_name, file, code) => {
  const { stderr } = await run(await write(file, code))

  expect(relay.logs.map(({ body }) => body)).toEqual(['one 1 30 auto.log.pino'])
  expect(stderr).toBe('')
})

test.each([
  ['an absolute path', (path: string) => path],
  ['a file URL', (path: string) => pathToFileURL(path).href],
  ['a path relative to the working directory', (path: string) => relative(process.cwd(), path)],
])('the module may be named by %s', async (_name, toSpecifier) => {
  const path = await write('path.mjs', `export const beforeSendLog = ${hook}`)

  const { stderr } = await run(toSpecifier(path))

  expect(relay.logs.map(({ body }) => body)).toEqual(['one 1 30 auto.log.pino'])
  expect(stderr).toBe('')
})

test('the module is told in the worker of what was lost', async () => {
  const told = join(folder, 'drops.txt')
  const hooksModule = await write(
    'drops.mjs',
    `import { appendFileSync } from 'node:fs'
     export const beforeSendLog = (log, { native }) => (native.drop ? null : log)
     export const onDrop = (drop) => appendFileSync(${JSON.stringify(told)}, drop.reason + '\\n')`,
  )

  await run(
    hooksModule,
    `const log = pino(transport)
     log.info({ drop: true }, 'one')
     transport.write('no line of pino\\n')
     log.info('two')`,
  )

  expect(relay.logs.map(({ body }) => body)).toEqual(['two'])
  expect(await readFile(told, 'utf8')).toBe('before_send\ninternal_sdk_error\n')
})

test('a hook that throws loses its line alone, and is one warning', async () => {
  const hooksModule = await write(
    'faulty.mjs',
    `export const beforeSendLog = (log) => {
       if (log.body === 'bad') throw new Error('no hook today')
       return log
     }`,
  )

  const { stderr } = await run(
    hooksModule,
    `const log = pino(transport); for (const body of ['bad', 'good', 'bad']) log.info(body)`,
  )

  expect(relay.logs.map(({ body }) => body)).toEqual(['good'])
  expect(stderr.match(/LOGS_TO_SENTRY_BEFORE_SEND.*no hook today/g)).toHaveLength(1)
})

test.each([
  ['does not exist', undefined, /Cannot find module '.*does-not-exist\.mjs'/],
  ['throws', 'throw new Error("no config")', /: no config$/m],
  ['cannot be parsed', 'export const beforeSendLog = (', /: Unexpected end of input$/m],
  ['imports what is not there', 'import "not-there"', /Cannot find package 'not-there'/],
  ['exports neither hook', 'export const other = 1', /exports neither beforeSendLog nor onDrop/],
  ['exports no function', 'export const beforeSendLog = 1', /exports neither beforeSendLog nor/],
  ['awaits at its top', 'export const onDrop = await (() => {})', /it has a top-level await/],
])(
  'a module that %s is one warning, and the logs arrive without it',
  async (name, code, reason) => {
    const file = `${name.replaceAll(' ', '-')}.mjs`
    const hooksModule = code === undefined ? join(folder, file) : await write(file, code)

    // This program ends at once: a warning that waits for the application's thread would be lost.
    const { stderr } = await run(hooksModule)

    expect(relay.logs.map(({ body }) => body)).toEqual(['one'])
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toContain(
      `[LOGS_TO_SENTRY_HOOKS] LogsToSentryWarning: logs-to-sentry: hooksModule`,
    )
    expect(stderr).toContain(hooksModule)
    expect(stderr).toMatch(reason)
  },
)
