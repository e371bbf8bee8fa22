import * as v from 'valibot'

/** Headers that the request itself decides; another value would be ignored, or spoil every request. */
const ownHeaders: readonly string[] = [
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'x-sentry-auth',
]

/** Headers that the user adds to every request. */
export const headers: v.GenericSchema<Record<string, string>> = v.record(
  v.pipe(
    v.string(),
    v.regex(/^[\w!#$%&'*+.^`|~-]+$/, 'names made of HTTP token characters'),
    v.check(
      (name) => !ownHeaders.includes(name.toLowerCase()),
      `names other than ${ownHeaders.join(', ')}`,
    ),
  ),
  v.pipe(
    v.string('text values'),
    v.regex(/^[\t\u0020-\u007E\u0080-\u00FF]*$/, 'text without line breaks or control characters'),
  ),
  'an object of header names and text values',
)
