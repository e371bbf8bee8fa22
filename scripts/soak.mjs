// `npm run soak`: hours of random faults under a steady load. Installs what only that needs.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { install, root } from './install.mjs'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    file: { type: 'string', default: join(root, '.tmp', 'soak.svg') },
  },
})
const [minutes, seed] = [Number(values.minutes), Number(values.seed)]
if (!(minutes > 0)) throw new TypeError(`--minutes is ${values.minutes}; it takes a number above 0`)
if (!Number.isInteger(seed))
  throw new TypeError(`--seed is ${values.seed}; it takes a whole number`)

await install(root)
await install(join(root, 'soak'), { flags: ['--ignore-workspace'] })
const { soak } = await import('../soak/main.mjs')
const holds = await soak({ minutes, seed, file: values.file })
process.exitCode = holds ? 0 : 1
