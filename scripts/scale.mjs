// `npm run scale`: what a fleet costs, into docs/scale.md. Installs what only that needs.
import { join } from 'node:path'
import { install, root } from './install.mjs'
import { tool } from './tool.mjs'

await install(root)
await install(join(root, 'scale'), { flags: ['--ignore-workspace'] })
const { main } = await import('../scale/main.mjs')
await main()
await tool('oxfmt', ['docs/scale.md'])
