import { EventSourceParserStream } from 'eventsource-parser/stream'

/**
 * Reads back what Spotlight holds, over the same stream that its page reads, until `isEnough`
 * says so or the time is over. Spotlight begins with its oldest envelope.
 *
 * @param {string} url of Spotlight
 * @param {(logs: object[]) => boolean} isEnough
 * @param {number} timeoutMs
 * @returns {Promise<object[]>} the logs as they were sent, in the order of arrival
 */
export async function readLogs(url, isEnough, timeoutMs) {
  const logs = []
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const { body } = await fetch(`${url}/stream`, { signal })
    const events = body
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream())
    for await (const event of events) {
      logs.push(...logsOf(JSON.parse(event.data)))
      if (isEnough(logs)) break
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
  return logs
}

/** The logs of one envelope: `[header, [[item header, payload], ...]]`. */
function logsOf([, items]) {
  return items.flatMap(([header, payload]) => (header.type === 'log' ? payload.items : []))
}
