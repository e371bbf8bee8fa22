// The gate: everything that must hold before a change is taken. Expects the dependencies to be installed.
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from './build.mjs'
import { createConsumer, fetchDependencies, judgeTarballs } from './consumer.mjs'
import { root } from './install.mjs'
import { Steps } from './steps.mjs'
import { tool } from './tool.mjs'

const steps = new Steps()
let consumer

// The only step that may ask the network; the ones after it run from what is on disk.
await steps.step('npm cache for the packed packages', fetchDependencies)
const built = await steps.step('build', () => build({ quiet: true }))
await Promise.all([
  steps.step('types', () => tool('tsc', ['-b'], { quiet: true })),
  steps.step('lint', () => tool('oxlint', ['--type-aware', '--deny-warnings'], { quiet: true })),
  steps.step('format', () => tool('oxfmt', ['--check', '.'], { quiet: true })),
  steps.step('unused files, exports and dependencies', () => tool('knip', [], { quiet: true })),
  built && packed(),
])
await steps.step('tests', test)
if (consumer) await rm(consumer, { recursive: true, force: true })
steps.finish()

async function packed() {
  await steps.step('pack, and install with npm in an empty project', async () => {
    consumer = await createConsumer()
  })
  if (consumer === undefined) return
  process.env.LOGS_TO_SENTRY_CONSUMER = consumer
  await steps.step('publint and attw on the tarballs', () => judgeTarballs(consumer))
}

/** @returns {Promise<import('./steps.mjs').Counts>} vitest's own */
async function test() {
  const folder = join(root, '.tmp')
  const file = join(folder, 'vitest.json')
  await mkdir(folder, { recursive: true })
  await rm(file, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const flags = ['run', '--no-allowOnly', '--update=none', ...reporters]
  // Without packed packages their tests can only repeat that.
  const projects = consumer ? [] : ['--project', '!packed']
  const error = await tool('vitest', [...flags, ...projects]).then(
    () => undefined,
    (reason) => reason,
  )
  const report = JSON.parse(await readFile(file, 'utf8'))
  const { numPassedTests: passed, numFailedTests } = report
  // A file that cannot be loaded or an error outside of any test fails no test, but the run.
  return { passed, failed: error ? Math.max(numFailedTests, 1) : numFailedTests }
}
