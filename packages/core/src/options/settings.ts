import process from 'node:process'
import { envFlag, envText } from './env.ts'
import { checkOptions } from './option-schema.ts'
import type { Options } from './options.ts'
import { defaultRedact } from '../values/redact.ts'

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

/** Options after the environment and the defaults have filled in what the user left out. */
export type Settings = Pick<Options, WithoutDefault> & {
  readonly [Name in Exclude<keyof Options, WithoutDefault>]-?: Exclude<Options[Name], undefined>
}

const defaults: Settings = {
  environment: 'production',
  headers: {},
  enableLogs: true,
  minLevel: 'trace',
  levelMap: {},
  attributes: {},
  ignore: [],
  sampleRate: 1,
  flatten: true,
  maxDepth: 6,
  maxAttributes: 128,
  maxValueBytes: 8192,
  arrays: 'array',
  redact: defaultRedact,
  attributeNaming: 'as-is',
  maxBatchLogs: 100,
  flushIntervalMs: 5000,
  urgentIntervalMs: 500,
  maxQueueBytes: 32 * 1_048_576,
  shutdownTimeoutMs: 2000,
  requestTimeoutMs: 30_000,
  compression: 'br',
  sendClientReports: true,
  debug: false,
}

/**
 * Completes the user's options: an option wins over the environment, which wins over the default.
 *
 * @throws TypeError for an unknown option, a wrong type or a value beyond its bound.
 */
export function resolveSettings(options: Options, env: NodeJS.ProcessEnv = process.env): Settings {
  const fromEnv: Options = {
    dsn: envText('SENTRY_DSN', env),
    environment: envText('SENTRY_ENVIRONMENT', env),
    release: envText('SENTRY_RELEASE', env),
    serverName: envText('SENTRY_NAME', env),
    debug: envFlag('SENTRY_DEBUG', env),
    enableLogs: envFlag('SENTRY_ENABLE_LOGS', env),
  }
  const settings = {
    ...defaults,
    ...withoutUndefined(fromEnv),
    ...withoutUndefined(checkOptions(options)),
  }
  return settings as Settings
}

function withoutUndefined(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}
