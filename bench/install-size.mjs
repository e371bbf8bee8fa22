// What an adapter adds to the node_modules of an application that has its logger, installed by npm.
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { pack } from '../scripts/pack.mjs'

const npmFlags = ['--omit=dev', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']
const manifest = new URL('package.json', import.meta.url)

/**
 * @param {readonly import('./candidates/index.mjs').Candidate[]} candidates those that add nothing are left out
 * @returns {Promise<Record<string, { megabytes: number, packages: number }>>} by the candidate's id
 */
export async function installSizes(candidates) {
  const folder = await mkdtemp(join(tmpdir(), 'logs-to-sentry-bench-'))
  try {
    const tarballs = await packed(join(folder, 'tarballs'))
    const { dependencies } = JSON.parse(await readFile(manifest, 'utf8'))
    const sizes = {}
    const loggers = new Map()
    for (const candidate of candidates.filter(({ adds }) => adds.length > 0)) {
      const logger = loggerOf(candidate, dependencies)
      const name = logger.join()
      if (!loggers.has(name))
        loggers.set(name, await installed(join(folder, candidate.logger, name), logger))
      const before = loggers.get(name)
      const adds = candidate.adds.flatMap((added) => specOf(added, dependencies, tarballs))
      const after = await installed(join(folder, candidate.id), [...logger, ...adds])
      const megabytes = (after.bytes - before.bytes) / 1e6
      sizes[candidate.id] = { megabytes, packages: after.packages - before.packages }
      console.log(`       ${candidate.id} installs ${megabytes.toFixed(2)} MB`)
    }
    return sizes
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** @returns {Promise<Map<string, string>>} the package's name to its tarball */
async function packed(destination) {
  await mkdir(destination)
  const paths = await pack(destination)
  return new Map(paths.map((path) => [`@logs-to-sentry/${nameOf(path)}`, path]))
}

const nameOf = (path) => /^logs-to-sentry-(\w+)-\d/.exec(basename(path))?.[1]

function loggerOf({ logger, floor }, dependencies) {
  if (logger === 'logger') return []
  return specOf(floor === 'bunyan-1-floor' ? 'bunyan-1' : logger, dependencies)
}

function specOf(name, dependencies, tarballs = new Map()) {
  const core = '@logs-to-sentry/core'
  if (tarballs.has(name)) return [...new Set([tarballs.get(core), tarballs.get(name)])]
  const version = dependencies[name]
  return [version.startsWith('npm:') ? version.slice('npm:'.length) : `${name}@${version}`]
}

async function installed(project, specs) {
  await mkdir(project, { recursive: true })
  if (specs.length > 0) {
    const options = { cwd: project, shell: process.platform === 'win32' }
    await promisify(execFile)(
      'npm',
      ['install', ...npmFlags, '--prefix', project, ...specs],
      options,
    )
  } else {
    await writeFile(join(project, 'package.json'), '{ "private": true }\n')
  }
  return {
    bytes: await bytesIn(join(project, 'node_modules')),
    packages: await packagesIn(project),
  }
}

async function bytesIn(folder) {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const stats = await Promise.all(names.map((name) => stat(join(folder, name))))
  return stats.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0)
}

async function packagesIn(project) {
  const lock = await readFile(join(project, 'package-lock.json'), 'utf8').catch(() => '{}')
  return Object.keys(JSON.parse(lock).packages ?? {}).filter(Boolean).length
}
