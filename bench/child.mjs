// One candidate, one measure, one process: started by measure-once.mjs.
import { once } from 'node:events'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { endBoundMs } from './bound.mjs'
import { lineOf } from './workload.mjs'

const { candidate, origin, module, size } = JSON.parse(process.argv[2] ?? '')
/** A number that no measure logs. */
const first = lineOf(9_999_999)
process.on('disconnect', () => process.exit(1))

const start = performance.now()
const { create } = await import(`./candidates/${candidate}.mjs`)
const subject = await create(origin)
subject.log(first)
const startUpMs = performance.now() - start

const { measure } = await import(`./measures/${module}.mjs`)
const result = await measure(subject, size, settle)
process.send({ type: 'result', result: { startUpMs, ...result } })

/** Ends the candidate, and waits for what is still under way behind that. */
async function settle() {
  const inTime = await Promise.race([
    Promise.resolve(subject.end()).then(
      () => true,
      () => false,
    ),
    setTimeout(endBoundMs, false),
  ])
  process.send({ type: 'ended' })
  await once(process, 'message')
  return inTime
}
