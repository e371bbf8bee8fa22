// Logs 500 lines and ends at once, with the logger and in the way that its arguments name.
import { loggers } from './loggers.mjs'

const [name, ending, options] = process.argv.slice(2)
const log = await loggers[name](JSON.parse(options))
let lines = 0

function write(count) {
  for (let left = count; left > 0; left -= 1) log(`line ${(lines += 1)}`)
}

/** @type {Record<string, () => void>} */
const endings = {
  'runs out': () => write(500),
  'calls process.exit(0)': () => {
    write(500)
    process.exit(0)
  },
  'calls process.exit(1) in a callback': () => {
    setImmediate(() => {
      write(500)
      process.exit(1)
    })
  },
  'calls process.exit() some time after its first lines': () => {
    write(250)
    setTimeout(() => {
      write(250)
      process.exit()
    }, 300)
  },
  'dies of an exception': () => {
    write(500)
    setImmediate(() => {
      throw new Error('nobody catches this')
    })
  },
  'dies of a rejection': () => {
    write(500)
    void Promise.reject(new Error('nobody handles this'))
  },
  'gets SIGTERM': () => endBy('SIGTERM'),
  'gets SIGINT': () => endBy('SIGINT'),
  'gets SIGHUP': () => endBy('SIGHUP'),
  'gets SIGTERM, for which it has a listener': () => {
    process.once('SIGTERM', () => process.exit(7))
    endBy('SIGTERM')
  },
  'logs in a listener of exit': () => {
    write(400)
    process.on('exit', () => write(100))
    process.exit(3)
  },
}

function endBy(signal) {
  write(500)
  // A signal is heard in a later turn.
  setInterval(() => {}, 60_000)
  process.kill(process.pid, signal)
}

const end = endings[ending]
if (end === undefined) throw new Error(`no ending is called ${ending}`)
end()
