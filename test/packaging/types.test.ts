import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { consumer, node } from './consumer.ts'

const examples = join(import.meta.dirname, '..', '..', 'examples')
const sources = await readdir(examples)
const compiler = (name: string): string =>
  join(createRequire(import.meta.url).resolve(`${name}/package.json`), '..', 'bin', 'tsc')

const node10 = { module: 'commonjs', moduleResolution: 'node10' }
const node16 = { module: 'node16', moduleResolution: 'node16' }
const bundler = { module: 'preserve', moduleResolution: 'bundler' }
const both = ['typescript-5', 'typescript']
/** The extension `to` decides the module format under node16. TypeScript 7 knows no node10. */
const projects = [
  { name: 'node10', modules: node10, from: '.mjs', to: '.ts', versions: ['typescript-5'] },
  { name: 'node16 and CommonJS', modules: node16, from: '.mjs', to: '.cts', versions: both },
  { name: 'node16 and ESM', modules: node16, from: '.mjs', to: '.mts', versions: both },
  {
    name: 'node16 and JavaScript',
    modules: node16,
    from: '.cjs',
    to: '.cjs',
    versions: ['typescript'],
  },
  { name: 'bundler', modules: bundler, from: '.mjs', to: '.ts', versions: ['typescript'] },
].flatMap(({ versions, ...project }) => versions.map((version) => ({ ...project, version })))

it.each(projects)(
  'a project on $name takes the examples, $version',
  async ({ name, version, modules, from, to }) => {
    const folder = join(consumer, `types-${version}-${name.replaceAll(' ', '-')}`)
    const chosen = sources.filter((source) => source.endsWith(from))
    const isScript = to === '.cjs'
    const compilerOptions = {
      ...modules,
      target: 'es2022',
      lib: ['es2023'],
      types: ['node'],
      strict: true,
      esModuleInterop: true,
      skipLibCheck: false,
      allowJs: isScript,
      checkJs: isScript,
      noEmit: true,
    }
    await mkdir(folder)
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
    for (const source of chosen) {
      const text = await readFile(join(examples, source), 'utf8')
      // What becomes CommonJS has no await at the top.
      const isModule = to === '.mts' || modules === bundler
      const fitting = isModule ? text : text.replaceAll(/^await /gm, 'void ')
      await writeFile(join(folder, source.replace(from, to)), fitting)
    }

    const output = await node([compiler(version), '-p', folder]).catch(
      ({ stdout }: { stdout: string }) => stdout,
    )

    expect(chosen).toHaveLength(5)
    expect(output).toBe('')
  },
  60_000,
)
