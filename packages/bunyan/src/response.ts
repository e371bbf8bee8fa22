import { readField, readFields, redactHeaderText, type IsSensitive } from '@logs-to-sentry/core'

/**
 * Keeps back the sensitive parts of the header that `bunyan.stdSerializers.res` writes as one text.
 * Gives anything else back as it is.
 */
export function filterHeader(response: unknown, isSensitive: IsSensitive): unknown {
  const header = readField(response, 'header')
  if (typeof header !== 'string' || !/^HTTP\/\d/.test(header)) return response
  return { ...readFields(response), header: redactHeaderText(header, isSensitive) }
}
