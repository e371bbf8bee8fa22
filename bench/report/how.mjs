import { endBoundMs } from '../bound.mjs'

/** @param {import('../results.mjs').Results} results */
export function howItIsMeasured({ cpuMethod, measures, versions, samples }) {
  const rounds = measures.map(({ title, rounds }) => `${title}: ${rounds}`).join('; ')
  return [
    '- Each round of each candidate is a fresh process, with a fresh receiver on loopback in a process of its own. The rounds are interleaved.',
    '- The line is that of a web service: a message, eight attributes with one nested object and one array, a child logger with two bindings, and one line in a hundred with an `Error` (`bench/workload.mjs`). Each carries a number; the receiver unpacks what arrived, after the run, and looks for the numbers, so a lost or doubled line is seen. "Doubled" is the worst of the rounds.',
    '- A burst is logged in one synchronous loop, after 1 000 lines that warm the code up and count as lines that may be lost, not as cost.',
    `- CPU time is that of the main thread (\`${cpuMethod}\`), less that of the same logger alone in the same run. "In the call" is the loop. "With everything deferred" goes on until what is left is delivered: the documented flush or close, ${endBoundMs / 1000} s at most for everyone, and then until the receiver has seen nothing new for 0.2 s. "All threads" is the same for the whole process: what a worker takes off the main thread is in it.`,
    '- Delivered a second: from the first call to the arrival of the last line. Bytes a line: the bodies of all requests, as they were on the wire, by the lines that arrived.',
    "- Event loop: the part of 1.2 seconds in which it was busy, with ten lines every two milliseconds, less the logger's own.",
    '- Memory: by how much the resident set grows at most, with 100 lines a turn of the event loop, and 1.5 s after the last, less the growth with the logger alone.',
    '- Start-up: importing everything, construction, and the first line, less that of the logger alone. Install: what `npm install` adds to a folder that has the logger.',
    `- Rounds: ${rounds}. One of the others gets no further round of a long measure once it has used up five seconds there; the tables say how many each had. The stream of pino and logger.* deliver as the other ones of ours do, and are left out of two measures.`,
    `- Not at their end within the bound: ${listOf(samples.filter(({ result }) => result?.inTime === false))}.`,
    `- Failed rounds: ${listOf(samples.filter(({ failure }) => failure))}.`,
    '- Everyone has the documented defaults, the batching that comes with them included. Set was only where to send to, and: OpenTelemetry has its batch processor and the protobuf exporter; winston-loki has `json: true`, as its README advises; OpenTelemetry takes bunyan 1 only, and is compared with bunyan 1 alone; Better Stack for bunyan has version 0.1 of its client, the one that it asks for; `@sentry/node` has `enableLogs: true`. pino/file delivers nothing: it is the least that a worker transport can cost.',
    `- Versions: ${Object.entries(versions)
      .filter(([, version]) => !version.startsWith('link:'))
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}.`,
  ].join('\n')
}

/** Each candidate and measure once. */
function listOf(samples) {
  const names = samples.map(({ candidate, measure }) => `${candidate} (${measure})`)
  return names.length === 0 ? 'none' : [...new Set(names)].join(', ')
}
