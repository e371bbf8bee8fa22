import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { consumer, node } from './consumer.ts'

const examples = join(import.meta.dirname, '..', '..', 'examples')
const sources = await readdir(examples)
const compiler = (name: string): string =>
  join(createRequire(import.meta.url).resolve(`${name}/package.json`), '..', 'bin', 'tsc')

const commonjs10 = { module: 'commonjs', moduleResolution: 'node10' }
const node16 = { module: 'node16', moduleResolution: 'node16' }
const bundler = { module: 'preserve', moduleResolution: 'bundler' }
/** How projects of users resolve modules; the extension `to` decides the module format under node16. */
const projects = [
  { name: 'node10, compiled to CommonJS', modules: commonjs10, from: '.mjs', to: '.ts' },
  { name: 'node10, JavaScript', modules: commonjs10, from: '.cjs', to: '.js' },
  { name: 'node16, compiled to CommonJS', modules: node16, from: '.mjs', to: '.cts' },
  { name: 'node16, CommonJS JavaScript', modules: node16, from: '.cjs', to: '.cjs' },
  { name: 'node16, ESM', modules: node16, from: '.mjs', to: '.mts' },
  { name: 'bundler', modules: bundler, from: '.mjs', to: '.ts' },
]

describe.each(projects)('a TypeScript project on $name', ({ name, modules, from, to }) => {
  const folder = join(consumer, `types-${name.replaceAll(/\W+/g, '-')}`)

  it.each(compilersFor(name))(
    'takes the examples under %s',
    async (typescript) => {
      await mkdir(folder, { recursive: true })
      const compilerOptions = {
        ...modules,
        target: 'es2022',
        lib: ['es2023'],
        types: ['node'],
        strict: true,
        esModuleInterop: true,
        skipLibCheck: false,
        allowJs: true,
        checkJs: true,
        noEmit: true,
      }
      await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
      const chosen = sources.filter((source) => source.endsWith(from))
      await Promise.all(
        chosen.map(async (source) => {
          const text = await readFile(join(examples, source), 'utf8')
          // CommonJS has no await at the top.
          const fitting = name.endsWith('to CommonJS')
            ? text.replaceAll(/^await /gm, 'void ')
            : text
          await writeFile(join(folder, source.replace(from, to)), fitting)
        }),
      )

      const output = await node([compiler(typescript), '-p', folder]).catch(
        ({ stdout }: { stdout: string }) => stdout,
      )

      expect(chosen).toHaveLength(5)
      expect(output).toBe('')
    },
    60_000,
  )
})

/** TypeScript 7 resolves no longer as node10 did. */
function compilersFor(name: string): string[] {
  return name.startsWith('node10') ? ['typescript-5'] : ['typescript-5', 'typescript']
}
