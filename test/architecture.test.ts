import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join, posix } from 'node:path'
import { expect, it } from 'vitest'
import { readSourceFiles, type SourceFile } from './support/source-file.ts'

const core = readSourceFiles('core')
const adapters = ['pino', 'winston', 'bunyan'].flatMap(readSourceFiles)
const files = [...core, ...adapters]
const network = new Set(['dgram', 'dns', 'http', 'http2', 'https', 'net', 'tls', 'undici', 'ws'])
const networkGlobals = ['fetch', 'EventSource', 'WebSocket', 'XMLHttpRequest']
const timers = ['setTimeout', 'setInterval', 'setImmediate']

/**
 * The block of docs/architecture.md that starts with ```layers: files of packages/core/src, one or more a line.
 * A file imports only what stands above it or to its left; words that do not end in `.ts` are remarks.
 */
const layers = readLayers()

function readLayers(): string[] {
  const page = join(import.meta.dirname, '..', 'docs', 'architecture.md')
  const [, block = ''] = /^```layers\n(.*?)^```$/ms.exec(readFileSync(page, 'utf8')) ?? []
  return block.split(/\s+/).filter((word) => word.endsWith('.ts'))
}

/** `importer -> imported` for each import that breaks the rule. */
const breaking = (
  sources: readonly SourceFile[],
  isBroken: (imported: string, file: SourceFile) => boolean,
): string[] =>
  sources.flatMap((file) =>
    file.imports
      .filter((imported) => isBroken(imported, file))
      .map((imported) => `${file.packageName}/${file.name} -> ${imported}`),
  )

/** Where a relative import leads, seen from the package's `src`. */
const target = (imported: string, file: SourceFile): string =>
  posix.join(posix.dirname(file.name), imported)

/** Files of core that `from` imports, directly or not, on ways that do not lead through `without`. */
function reachable(from: string, without: string, found: Set<string> = new Set()): Set<string> {
  const file = core.find(({ name }) => name === from)
  if (file === undefined || from === without || found.has(from)) return found
  found.add(from)
  for (const imported of file.imports) reachable(target(imported, file), without, found)
  return found
}

function touchingNetwork(sources: readonly SourceFile[]): string[] {
  const modules = breaking(sources, (imported) =>
    network.has(imported.replace(/^node:/, '').split('/')[0] ?? ''),
  )
  const globals = sources.filter(({ identifiers }) =>
    networkGlobals.some((name) => identifiers.has(name)),
  )
  return [...modules, ...globals.map(({ packageName, name }) => `${packageName}/${name}`)]
}

it('docs/architecture.md lists every file of core once', () => {
  expect(layers.toSorted()).toEqual(core.map(({ name }) => name).toSorted())
})

it('a file of core imports only files that stand above it in the list', () => {
  const upward = breaking(core, (imported, file) => {
    const place = layers.indexOf(target(imported, file))
    return imported.startsWith('.') && place >= layers.indexOf(file.name)
  })

  expect(upward).toEqual([])
})

it('adapters import core through its entry, and nobody imports an adapter', () => {
  const sideways = breaking(files, (imported, { packageName }) => {
    const isAllowed = packageName !== 'core' && imported === '@logs-to-sentry/core'
    return imported.startsWith('@logs-to-sentry/') && !isAllowed
  })

  expect(sideways).toEqual([])
})

it('no file reaches out of its package by path, but for the manifest', () => {
  const outside = breaking(
    files,
    (imported, file) =>
      imported.startsWith('.') &&
      target(imported, file).startsWith('..') &&
      target(imported, file) !== '../package.json',
  )

  expect(outside).toEqual([])
})

it('Node modules are imported with their prefix', () => {
  expect(breaking(files, (imported) => builtinModules.includes(imported))).toEqual([])
})

it('core touches the network through post.ts alone', () => {
  const others = [...reachable('index.ts', 'delivery/post.ts')]

  expect(others).toContain('delivery/delivery.ts')
  expect(touchingNetwork(core.filter(({ name }) => others.includes(name)))).toEqual([])
})

it('adapters leave the network to core', () => {
  expect(touchingNetwork(adapters)).toEqual([])
})

it('core sets timers in two files, where each is told whether it keeps the process alive', () => {
  const setting = core.filter(({ identifiers }) => timers.some((timer) => identifiers.has(timer)))

  expect(setting.map(({ name }) => name)).toEqual(['delivery/alarm.ts', 'delivery/deadline.ts'])
})

it('no source file is longer than 200 lines', () => {
  const long = files.filter(({ lines }) => lines > 200)

  expect(long.map(({ packageName, name, lines }) => `${packageName}/${name}: ${lines}`)).toEqual([])
})
