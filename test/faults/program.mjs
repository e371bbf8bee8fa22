// The program under a fault: logs numbered lines at a steady rate, or many in one tick.
import dns from 'node:dns'
import { bodyOf, severityOf } from './lines.mjs'
import { loggers } from './loggers.mjs'
import { answer, settings } from './answer.mjs'

const { logger, options, linesPerSecond, culprits = [] } = settings
const drops = {}
const logging = await loggers[logger]({
  ...options,
  onDrop: ({ reason, logs, bytes }) => {
    drops[reason] ??= { logs: 0, bytes: 0 }
    drops[reason].logs += logs
    drops[reason].bytes += bytes
  },
})
const startRss = process.memoryUsage.rss()
let sent = 0
/** How often an account did not add up. */
let wrongSums = 0
let samples = 0
let ticking

function write(count) {
  for (let left = count; left > 0; left -= 1) {
    sent += 1
    logging.log(severityOf(sent), bodyOf(sent, culprits.includes(sent)))
  }
}

function start() {
  const tickMs = 10
  const begun = performance.now()
  ticking = setInterval(() => {
    const due = Math.floor(((performance.now() - begun) / 1000) * linesPerSecond) - sent
    // A machine that is too busy makes the load smaller, not more sudden.
    write(Math.min(due, Math.ceil((linesPerSecond / 1000) * tickMs * 4)))
    sample()
  }, tickMs)
}

function sample() {
  const stats = logging.stats()
  if (stats === undefined) return
  samples += 1
  const settled = stats.delivered + sumOf(stats.dropped) + stats.queued
  const isRight = settled === stats.captured && stats.captured <= sent && stats.queued >= 0
  if (!isRight) wrongSums += 1
}

const sumOf = (dropped) => Object.values(dropped).reduce((sum, logs) => sum + logs, 0)

/** Has this process find the receiver by its name, or not; no question about it leaves the machine. */
let isNameKnown = true
const { lookup } = dns
dns.lookup = (name, how, done) => {
  if (name !== 'receiver.invalid') return lookup(name, how, done)
  if (isNameKnown) return lookup('127.0.0.1', how, done)
  const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' })
  return process.nextTick(done, error)
}

answer({
  start,
  burst: (count) => write(count),
  knowName: (isKnown) => void (isNameKnown = isKnown),
  sent: () => sent,
  stop: () => {
    clearInterval(ticking)
    return sent
  },
  flush: async (timeoutMs) => {
    const isDone = await logging.flush(timeoutMs)
    sample()
    return isDone
  },
  account: () => ({
    stats: logging.stats(),
    drops,
    samples,
    wrongSums,
    grownBytes: process.resourceUsage().maxRSS * 1024 - startRss,
  }),
})
