import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { consumer, node } from './consumer.ts'

const names = ['bunyan', 'core', 'pino', 'winston']
const folder = (name: string): string => join(consumer, 'node_modules', '@logs-to-sentry', name)
const manifest = async (name: string): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(join(folder(name), 'package.json'), 'utf8'))

it('all packages have the same version', async () => {
  const manifests = await Promise.all(names.map(manifest))

  expect(new Set(manifests.map(({ version }) => version)).size).toBe(1)
})

it('core names who wrote what is bundled into it', async () => {
  const notices = await readFile(join(folder('core'), 'dist', 'THIRD-PARTY-NOTICES.txt'), 'utf8')

  expect(notices).toMatch(/^signal-exit\n\nThe ISC License/)
  expect(notices).toMatch(/^valibot\n\nMIT License/m)
})

it('npm installs one core for all adapters', async () => {
  const nested = await Promise.all(
    names.map((name) =>
      readdir(join(folder(name), 'node_modules', '@logs-to-sentry')).catch(() => []),
    ),
  )

  expect(nested.flat()).toEqual([])
})

describe.each(names)('@logs-to-sentry/%s', (name) => {
  it('holds what it needs to run and its licence, nothing else', async () => {
    const files = await readdir(folder(name))

    expect(files.filter((file) => file !== 'node_modules').toSorted()).toEqual([
      'LICENSE',
      'README.md',
      'dist',
      'package.json',
    ])
  })

  it('says nothing that only the workspace understands', async () => {
    const text = JSON.stringify(await manifest(name))

    expect(text).not.toMatch(/workspace:|catalog:|link:|\/source"|\/src\//)
  })

  it('gives import and require the same names', async () => {
    const print = 'process.stdout.write(JSON.stringify(Object.keys(it).toSorted()))'
    const imported = await node(['--input-type=module', '-e', importing(name, print)])
    const required = await node(['-e', `const it = require('@logs-to-sentry/${name}'); ${print}`])

    expect(JSON.parse(imported)).toEqual(JSON.parse(required))
  })

  it('starts nothing when it is only imported', async () => {
    const print = 'process.stdout.write(JSON.stringify(process.getActiveResourcesInfo()))'
    const output = await node(['--input-type=module', '-e', importing(name, print)])
    const resources: string[] = JSON.parse(output)

    expect(
      resources.filter((resource) => /^(Timeout|Immediate|TCP|Message)/.test(resource)),
    ).toEqual([])
  })

  // Made a stream, as by `import 'node:process'`, a piped stdin can no longer be read synchronously.
  it('leaves stdin to the program that imports it', async () => {
    const trap = `let touched = false
      const get = () => { touched = true }
      Object.defineProperty(process, 'stdin', { get, enumerable: true })
      await import('@logs-to-sentry/${name}')
      process.stdout.write(String(touched))`

    await expect(node(['--input-type=module', '-e', trap])).resolves.toBe('false')
  })
})

const importing = (name: string, then: string): string =>
  `import * as it from '@logs-to-sentry/${name}'; ${then}`
