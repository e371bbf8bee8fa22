import { readField, readFields, type IsSensitive } from '@logs-to-sentry/core'

/**
 * Keeps back the sensitive parts of the header that `bunyan.stdSerializers.res` writes as one text.
 * Gives anything else back as it is.
 */
export function filterHeader(response: unknown, isSensitive: IsSensitive): unknown {
  const header = readField(response, 'header')
  if (typeof header !== 'string' || !/^HTTP\/\d/.test(header)) return response
  const lines = header.split('\r\n').map((line) => {
    const name = line.slice(0, Math.max(line.indexOf(':'), 0))
    return isSensitive(name) ? `${name}: [Filtered]` : line
  })
  return { ...readFields(response), header: lines.join('\r\n') }
}
