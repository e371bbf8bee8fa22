// Logs lines with the logger that its first argument names, until it is told by a line on its input what to do:
// `log <count>` logs so many, each with the number that it writes to its output with the time;
// `load` logs five lines every ten milliseconds from then on, `exit` calls process.exit().
import { createInterface } from 'node:readline'
import { loggers } from '../exit/loggers.mjs'

const [name, prefix, options] = process.argv.slice(2)
// A write beyond `ulimit -f` is an error where somebody listens.
process.on('SIGXFSZ', () => {})
const log = await loggers[name](JSON.parse(options))
let lines = 0

function write(count) {
  for (let left = count; left > 0; left -= 1) log(`${prefix} ${(lines += 1)}`)
  process.stdout.write(`${lines} ${Date.now()}\n`)
}

/** @type {Record<string, (count: number) => void>} */
const orders = {
  log: write,
  load: () => setInterval(write, 10, 5),
  exit: () => process.exit(),
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const [order, count] = line.split(' ')
  orders[order]?.(Number(count))
})
process.stdout.write('0 0\n')
