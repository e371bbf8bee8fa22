import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findHooks } from '../../src/options/hooks.ts'

let folder: string
const write = (name: string, code: string): string => {
  const path = join(folder, name)
  writeFileSync(path, code)
  return path
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hooks-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const body = '() => ({ body: "from the module" })'

describe('a hooks module', () => {
  it.each([
    ['an ES module by name', 'named.mjs', `export const beforeSendLog = ${body}`],
    ['an ES module by default', 'default.mjs', `export default { beforeSendLog: ${body} }`],
    ['a CommonJS module by name', 'named.cjs', `exports.beforeSendLog = ${body}`],
    ['a transpiled CommonJS module', 'default.cjs', `exports.default = { beforeSendLog: ${body} }`],
  ])('may be %s', (_name, file, code) => {
    const { beforeSendLog } = findHooks({ hooksModule: write(file, code) })

    expect(beforeSendLog?.({} as never, {})).toEqual({ body: 'from the module' })
  })

  it('may be a file URL, or a path relative to the working directory', () => {
    const path = write('path.mjs', `export const onDrop = ${body}`)

    for (const hooksModule of [pathToFileURL(path).href, relative(process.cwd(), path)]) {
      expect(findHooks({ hooksModule }).onDrop).toBeTypeOf('function')
    }
  })

  it('gives way to a function among the options', () => {
    const mine = (): null => null
    const hooksModule = write('both.mjs', `export const beforeSendLog = ${body}`)

    expect(findHooks({ hooksModule, beforeSendLog: mine }).beforeSendLog).toBe(mine)
  })

  it.each([
    ['does not exist', 'missing.mjs', undefined, /Cannot find module/],
    ['throws', 'throws.mjs', 'throw new Error("no config")', /no config/],
    ['exports neither hook', 'empty.mjs', 'export const other = 1', /exports neither/],
    ['awaits', 'async.mjs', 'await 0; export const onDrop = () => {}', /top-level await/],
  ])('that %s is one warning, and there are no hooks', async (_name, file, code, message) => {
    const hooksModule = code === undefined ? join(folder, file) : write(file, code)
    const warned = new Promise<Error & { code?: string }>((resolve) =>
      process.once('warning', resolve),
    )

    expect(findHooks({ hooksModule })).toEqual({})
    const warning = await warned
    expect(warning.code).toBe('LOGS_TO_SENTRY_HOOKS')
    expect(warning.message).toMatch(message)
    expect(warning.message).toContain(hooksModule)
  })
})

it('without hooks there are none', () => {
  expect(findHooks({})).toEqual({})
})
