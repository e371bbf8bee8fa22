import { envFlag, envText } from './env.ts'
import { completeOptions, type Settings } from './option-schema.ts'
import type { Options } from './options.ts'

export type { Settings } from './option-schema.ts'

/**
 * Completes the user's options: an option wins over the environment, which wins over the default.
 *
 * @throws TypeError for an unknown option, a wrong type or a value beyond its bound.
 */
export function resolveSettings(options: Options, env: NodeJS.ProcessEnv = process.env): Settings {
  if (typeof options !== 'object' || options === null) return completeOptions(options)
  const fromEnv: Options = {
    dsn: envText('SENTRY_DSN', env),
    environment: envText('SENTRY_ENVIRONMENT', env),
    release: envText('SENTRY_RELEASE', env),
    serverName: envText('SENTRY_NAME', env),
    debug: envFlag('SENTRY_DEBUG', env),
    enableLogs: envFlag('SENTRY_ENABLE_LOGS', env),
  }
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  return completeOptions({ __proto__: null, ...fromEnv, ...Object.fromEntries(given) })
}
