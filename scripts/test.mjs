// `npm test`: installs what is missing, then runs the gate. Needs Node and npm only.
import { install, root } from './install.mjs'

console.log('▸ install')
const start = performance.now()
const fresh = await install(root)
const seconds = ((performance.now() - start) / 1000).toFixed(1)
console.log(`✓ install (${seconds} s)${fresh ? '' : ': nothing to do'}`)

await import('./check.mjs')
