import { inspect } from 'node:util'
import * as v from 'valibot'
import type { Options } from './options.ts'
import { defaultRedact } from '../values/redact.ts'
import { headers } from './headers.ts'
import { mebibyte, text, wholeNumber } from './quantities.ts'
import { spool, type SpoolSetting } from './spool-option.ts'
import { bare } from '../values/bare.ts'
import { severities } from '../severity.ts'

const httpUrl = v.custom<string>(
  (value) =>
    typeof value === 'string' &&
    URL.canParse(value) &&
    ['http:', 'https:'].includes(new URL(value).protocol),
  'an http or https URL',
)

const severity = v.picklist(severities, `one of ${severities.join(', ')}`)
const share = v.pipe(
  v.number('a number from 0 to 1'),
  v.minValue(0, 'a number from 0 to 1'),
  v.maxValue(1, 'a number from 0 to 1'),
)
const flag = v.boolean('true or false')
const hook = <Hook>(): v.GenericSchema<Hook> =>
  v.custom<Hook>((value) => typeof value === 'function', 'a function')

const schema = v.strictObject({
  dsn: v.optional(v.string('text such as https://key@o1.ingest.sentry.io/2')),
  environment: v.optional(v.string('text'), 'production'),
  release: v.optional(v.string('text')),
  serverName: v.optional(v.union([v.literal(false), text('text')], 'text, or false')),
  tunnel: v.optional(httpUrl),
  headers: v.optional(headers, {}),
  proxy: v.optional(httpUrl),
  ca: v.optional(
    v.pipe(v.string('PEM text'), v.includes('-----BEGIN CERTIFICATE-----', 'PEM text')),
  ),
  enableLogs: v.optional(flag, true),
  minLevel: v.optional(severity, 'trace'),
  levelMap: v.optional(
    v.record(
      v.string(),
      v.union([severity, wholeNumber(1, 24)], `one of ${severities.join(', ')}, or 1 to 24`),
      'an object of level names or numbers',
    ),
    {},
  ),
  attributes: v.optional(v.record(v.string(), v.unknown(), 'an object'), {}),
  ignore: v.optional(
    v.array(
      v.union([text('text'), v.instance(RegExp)], 'a text or a regular expression'),
      'a list of texts and regular expressions',
    ),
    [],
  ),
  sampleRate: v.optional(
    v.union(
      [share, v.record(severity, share)],
      'a number from 0 to 1, or an object of such numbers by severity',
    ),
    1,
  ),
  beforeSendLog: v.optional(hook<NonNullable<Options['beforeSendLog']>>()),
  hooksModule: v.optional(text('a path or a file URL')),
  flatten: v.optional(flag, true),
  maxDepth: v.optional(wholeNumber(1, 32), 6),
  maxAttributes: v.optional(wholeNumber(1, 1024), 128),
  maxValueBytes: v.optional(wholeNumber(64, 65_536), 8192),
  arrays: v.optional(v.picklist(['array', 'json'], "'array' or 'json'"), 'array'),
  redact: v.optional(
    v.union(
      [
        v.literal(false),
        v.array(v.pipe(text('a name'), v.excludes('.', 'a name without dots')), 'a list of names'),
      ],
      'a list of attribute names, or false',
    ),
    [...defaultRedact],
  ),
  attributeNaming: v.optional(
    v.picklist(['as-is', 'snake_case'], "'as-is' or 'snake_case'"),
    'as-is',
  ),
  maxBatchLogs: v.optional(wholeNumber(1, 100), 100),
  flushIntervalMs: v.optional(wholeNumber(1, 30_000), 5000),
  urgentIntervalMs: v.optional(wholeNumber(0, 30_000), 500),
  maxQueueBytes: v.optional(wholeNumber(mebibyte, 4096 * mebibyte), 32 * mebibyte),
  shutdownTimeoutMs: v.optional(wholeNumber(0, 9000), 2000),
  requestTimeoutMs: v.optional(wholeNumber(100, 300_000), 30_000),
  compression: v.optional(v.picklist(['br', 'gzip', 'none'], "'br', 'gzip' or 'none'"), 'br'),
  sendClientReports: v.optional(flag, true),
  worker: v.optional(flag, true),
  handleSignals: v.optional(flag, true),
  spool: v.optional(spool),
  debug: v.optional(flag, false),
  onDrop: v.optional(hook<NonNullable<Options['onDrop']>>()),
})

type WithoutDefault =
  | 'dsn'
  | 'release'
  | 'serverName'
  | 'tunnel'
  | 'proxy'
  | 'ca'
  | 'beforeSendLog'
  | 'hooksModule'
  | 'onDrop'

/** Options of which those that have a default are filled in. */
export type Settings = Pick<Options, WithoutDefault> & {
  readonly [Name in Exclude<keyof Options, WithoutDefault | 'spool'>]-?: Exclude<
    Options[Name],
    undefined
  >
} & { readonly spool?: SpoolSetting | undefined }

// valibot goes through it with `for in`, which also finds what a library added to every object.
Object.setPrototypeOf(schema.entries, null)

/** Names of all options, in the order of their documentation. */
export const optionNames: readonly string[] = Object.keys(schema.entries)

// Values that may hold a secret are never shown in a message.
const secretOptions: ReadonlySet<string> = new Set([
  'dsn',
  'headers',
  'proxy',
  'tunnel',
  'attributes',
])

/**
 * Checks options, and fills in the defaults of those that are left out.
 *
 * @throws TypeError that names the first bad option, its value and what was expected.
 */
export function completeOptions(options: unknown): Settings {
  const checked = v.safeParse(schema, options)
  if (checked.success) return bare(checked.output)
  const [issue] = checked.issues
  const path = issue.path?.map((step) => String(step.key)) ?? []
  const [name] = path
  if (name === undefined) throw noOptions(issue.input)
  if (!optionNames.includes(name)) throw unknownOption(name, optionNames)
  const value = secretOptions.has(name) ? `a ${typeof issue.input}` : show(issue.input)
  throw badOption(path.join('.'), value, issue.message)
}

/** An option that an adapter has beside those of every client. */
export interface OwnOption {
  readonly accepts: (value: unknown) => boolean
  /** What a message says was expected. */
  readonly expected: string
}

/**
 * Checks the names of an adapter's options and the values of its own ones; those of every client
 * are checked where the client is made.
 *
 * @throws TypeError that names the first bad option, its value and what was expected.
 */
export function checkOwnOptions(options: unknown, own: Readonly<Record<string, OwnOption>>): void {
  if (typeof options !== 'object' || options === null) throw noOptions(options)
  const names = [...Object.keys(own), ...optionNames]
  for (const [name, value] of Object.entries(options)) {
    if (!names.includes(name)) throw unknownOption(name, names)
    const rule = Object.hasOwn(own, name) ? own[name] : undefined
    if (rule === undefined || value === undefined || rule.accepts(value)) continue
    throw badOption(name, show(value), rule.expected)
  }
}

const noOptions = (options: unknown): TypeError =>
  new TypeError(`logs-to-sentry: options are ${show(options)}, expected an object`)

const unknownOption = (name: string, names: readonly string[]): TypeError =>
  new TypeError(`logs-to-sentry: unknown option "${name}", expected one of ${names.join(', ')}`)

const badOption = (name: string, value: string, expected: string): TypeError =>
  new TypeError(`logs-to-sentry: option "${name}" is ${value}, expected ${expected}`)

function show(value: unknown): string {
  return inspect(value, { depth: 1, breakLength: Infinity, maxStringLength: 80, maxArrayLength: 5 })
}
