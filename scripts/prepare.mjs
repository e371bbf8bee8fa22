import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Halt, step } from '../demo/screen.mjs'
import { build } from './build.mjs'
import { install, isInstalled, root } from './install.mjs'

const packages = join(root, 'packages')

/**
 * Installs and builds what a folder with an installation of its own needs and is not there yet.
 *
 * @param {'demo' | 'bench'} folder
 */
export async function prepare(folder) {
  await installStep('Installing the tools', root)
  if (!(await isBuilt())) {
    await step('Building the packages', () => build({ quiet: true })).catch((error) => {
      throw new Halt(`The packages could not be built.\n${error.cause ?? error.message}`)
    })
  }
  await installStep(`Installing the ${folder}`, join(root, folder), ['--ignore-workspace'])
}

async function installStep(name, cwd, flags) {
  if (await isInstalled(cwd)) return
  const work = (tell) => {
    const onLine = (line) => line.startsWith('Progress:') && tell(line)
    return install(cwd, { quiet: true, onLine, flags })
  }
  await step(name, work).catch((error) => {
    throw new Halt(`${name} failed: ${reasonIn(String(error.cause ?? error.message))}`)
  })
}

/** The line of an installer's output that says what went wrong. */
function reasonIn(output) {
  const lines = output.split('\n').map((line) => line.trim())
  const failure = lines.find((line) => /\bERR_|npm (?:error|ERR!)|^error\b/i.test(line))
  const line = failure ?? lines.findLast(Boolean) ?? 'no reason given'
  const isNetwork = /ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|EHOSTUNREACH|META_FETCH|socket/i.test(
    output,
  )
  return isNetwork ? `the npm registry could not be reached (${line}).` : line
}

/** Whether every package was built after the last change to what it is built from. */
async function isBuilt() {
  const names = await readdir(packages)
  const builtAt = await Promise.all(
    names.map((name) => timeOf(join(packages, name, 'dist', 'index.mjs'))),
  )
  const sources = [join(root, 'pnpm-lock.yaml'), join(root, 'tsdown.config.ts')]
  for (const name of names) {
    const src = join(packages, name, 'src')
    const files = await readdir(src, { recursive: true })
    sources.push(join(packages, name, 'package.json'), src, ...files.map((file) => join(src, file)))
  }
  const changedAt = await Promise.all(sources.map(timeOf))
  return Math.min(...builtAt) > Math.max(...changedAt)
}

async function timeOf(path) {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? 0
}
