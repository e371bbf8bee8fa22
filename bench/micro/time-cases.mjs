// Prints the CPU time that each case takes per line, in nanoseconds, as JSON.
import { createCases } from './cases.mjs'

const [root, filter = ''] = process.argv.slice(2)
const warmUp = 30_000
const blocks = 21
const blockLines = 5000

const cases = (await createCases(root)).filter(({ name }) => name.includes(filter))
// Others at work on the machine only ever add time.
const quick = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 2]

const result = {}
for (const { name, run } of cases) {
  for (let line = 0; line < warmUp; line += 1) run()
  const times = []
  for (let block = 0; block < blocks; block += 1) {
    const before = process.cpuUsage()
    for (let line = 0; line < blockLines; line += 1) run()
    const { user, system } = process.cpuUsage(before)
    times.push(((user + system) * 1000) / blockLines)
    await new Promise((resolve) => setImmediate(resolve))
  }
  result[name] = quick(times)
}
console.log(JSON.stringify(result))
