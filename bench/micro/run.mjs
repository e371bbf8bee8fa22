// `npm run bench:micro`: what one line costs and how that grows; with `-- --against FOLDER [NAME]` the
// cases whose names hold NAME, beside the build of another checkout.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { build } from '../../scripts/build.mjs'

/** Each in a process of its own, so that what was measured before does not matter. */
async function measure(name, args = [], flags = []) {
  const file = fileURLToPath(new URL(name, import.meta.url))
  const child = spawn(process.execPath, [...flags, file, ...args], { stdio: 'inherit' })
  const [code] = await once(child, 'close')
  if (code !== 0) process.exitCode = 1
}

/** @param {readonly string[]} args */
export async function main([option, ...args]) {
  if (option !== undefined && option !== '--against') {
    throw new TypeError(`unknown argument ${option}, expected --against FOLDER [NAME]`)
  }
  await build({ quiet: true })
  if (option === '--against') return measure('compare.mjs', args)
  await measure('shapes.mjs', [], ['--expose-gc'])
  await measure('growth.mjs')
}
