const truthy: ReadonlySet<string> = new Set(['true', 't', 'y', 'yes', 'on', '1'])
const falsy: ReadonlySet<string> = new Set(['false', 'f', 'n', 'no', 'off', '0'])

/** Text of an environment variable; a blank one counts as not set. */
export function envText(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const text = env[name]?.trim()
  return text === '' ? undefined : text
}

/** Truth of an environment variable in the words Sentry's SDKs take; any other word counts as not set. */
export function envFlag(name: string, env: NodeJS.ProcessEnv): boolean | undefined {
  const word = envText(name, env)?.toLowerCase()
  if (word === undefined) return undefined
  if (truthy.has(word)) return true
  return falsy.has(word) ? false : undefined
}
