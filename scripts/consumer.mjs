// An empty project of a user, outside of the workspace, where the packed packages are installed with npm.
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, run } from './install.mjs'
import { judge, pack } from './pack.mjs'

/** What the packages' own manifests do not bring: the types a TypeScript user adds. */
const types = ['@types/node', '@types/bunyan']

/** bunyan's optional dtrace-provider would compile, and fetch Node's headers for it. */
const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier']

/**
 * Fetches into npm's cache what the packed packages depend on, so that {@link createConsumer} needs
 * no network. Asks the registry only for what is not there yet.
 */
export async function fetchDependencies() {
  const project = await createProject()
  try {
    const wanted = await externalDependencies()
    await npm(project, ['--prefer-offline', ...wanted])
  } finally {
    await rm(project, { recursive: true, force: true })
  }
}

/**
 * Packs the built packages and installs the tarballs, their loggers and the loggers' types.
 *
 * @returns {Promise<string>} the project's folder; the tarballs lie in its folder `tarballs`
 */
export async function createConsumer() {
  const project = await createProject()
  const folder = join(project, 'tarballs')
  await mkdir(folder)
  const tarballs = await pack(folder)
  const ranges = await catalog()
  const extra = types.map((name) => `${name}@${ranges[name]}`)
  await npm(project, ['--offline', ...tarballs, ...extra])
  return project
}

/** @param {string} project what {@link createConsumer} made */
export async function judgeTarballs(project) {
  const folder = join(project, 'tarballs')
  await judge((await readdir(folder)).map((name) => join(folder, name)))
}

async function createProject() {
  const project = await mkdtemp(join(tmpdir(), 'logs-to-sentry-'))
  await writeFile(join(project, 'package.json'), '{ "private": true }\n')
  return project
}

/**
 * @param {string} cwd
 * @param {readonly string[]} args
 */
async function npm(cwd, args) {
  const shell = process.platform === 'win32'
  await run('npm', ['install', ...flags, ...args], { cwd, shell, quiet: true })
}

/** Dependencies and peers of all packages, as `name@range`. */
async function externalDependencies() {
  const ranges = await catalog()
  const wanted = new Map(types.map((name) => [name, ranges[name]]))
  for (const name of await readdir(join(root, 'packages'))) {
    const manifest = JSON.parse(
      await readFile(join(root, 'packages', name, 'package.json'), 'utf8'),
    )
    const needed = { ...manifest.dependencies, ...manifest.peerDependencies }
    for (const [dependency, range] of Object.entries(needed)) {
      if (range.startsWith('workspace:')) continue
      wanted.set(dependency, range === 'catalog:' ? ranges[dependency] : range)
    }
  }
  return [...wanted].map(([name, range]) => `${name}@${range}`)
}

/**
 * The shared versions of `pnpm-workspace.yaml`.
 *
 * @returns {Promise<Record<string, string>>}
 */
async function catalog() {
  const text = await readFile(join(root, 'pnpm-workspace.yaml'), 'utf8')
  const [, block = ''] = /^catalog:\n((?: {2}.*\n)+)/m.exec(text) ?? []
  const entries = block.matchAll(/^ {2}'?([^':\s]+)'?: (\S+)$/gm)
  return Object.fromEntries([...entries].map(([, name, range]) => [name, range]))
}
