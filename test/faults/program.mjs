// The program under a fault: logs numbered lines at a steady rate, or many in one tick, with several
// loggers in turn.
import dns from 'node:dns'
import { bodyOf, severityOf } from './lines.mjs'
import { loggers } from './loggers.mjs'
import { answer, settings } from './answer.mjs'

const { loggers: names, options, linesPerSecond, culprits = [] } = settings
const drops = {}
const onDrop = ({ reason, logs, bytes }) => {
  drops[reason] ??= { logs: 0, bytes: 0 }
  drops[reason].logs += logs
  drops[reason].bytes += bytes
}
const loggings = await Promise.all(names.map((name) => loggers[name]({ ...options, onDrop })))
const startRss = process.memoryUsage.rss()
let sent = 0
/** How often an account did not add up. */
let wrongSums = 0
let ticking
/** The longest that it had to wait when it wanted to log every ten milliseconds. */
let longestPauseMs = 0

function write(count) {
  for (let left = count; left > 0; left -= 1) {
    sent += 1
    loggings[sent % loggings.length].log(severityOf(sent), bodyOf(sent, culprits.includes(sent)))
  }
}

function start() {
  const tickMs = 10
  const begun = performance.now()
  let lastAt = begun
  ticking = setInterval(() => {
    const now = performance.now()
    longestPauseMs = Math.max(longestPauseMs, now - lastAt)
    lastAt = now
    const due = Math.floor(((now - begun) / 1000) * linesPerSecond) - sent
    // A machine that is too busy makes the load smaller, not more sudden.
    write(Math.min(due, Math.ceil((linesPerSecond / 1000) * tickMs * 4)))
    sample()
  }, tickMs)
}

function sample() {
  for (const logging of loggings) {
    const stats = logging.stats()
    if (stats === undefined) continue
    const settled = stats.delivered + sumOf(stats.dropped) + stats.queued
    const isRight = settled === stats.captured && stats.captured <= sent && stats.queued >= 0
    if (!isRight) wrongSums += 1
  }
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
  progress: () => ({
    sent,
    lost: Object.values(drops).reduce((sum, { logs }) => sum + logs, 0),
    rss: process.memoryUsage.rss(),
    longestPauseMs,
  }),
  stop: () => {
    clearInterval(ticking)
    return sent
  },
  flush: async (timeoutMs) => {
    const flushed = await Promise.all(loggings.map((logging) => logging.flush(timeoutMs)))
    sample()
    return flushed
  },
  account: () => ({
    stats: loggings.map((logging) => logging.stats() ?? null),
    drops,
    wrongSums,
    grownBytes: process.resourceUsage().maxRSS * 1024 - startRss,
  }),
})
