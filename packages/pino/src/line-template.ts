import type { LogInput } from '@logs-to-sentry/core'

/** Field of the message before its arguments were filled in. */
export const templateField = 'sentry.message.template'

/** How the fields of the arguments begin. */
export const parameterPrefix = 'sentry.message.parameter.'

type Template = Required<Pick<LogInput, 'template' | 'parameters'>>

/** Takes out the template and parameters that `sentryLogMethod` wrote; undefined where one is missing. */
export function takeTemplate(attributes: Record<string, unknown>): Template | undefined {
  const template = attributes[templateField]
  if (typeof template !== 'string') return undefined
  const names = Object.keys(attributes).filter((name) => name.startsWith(parameterPrefix))
  if (names.length === 0) return undefined
  const parameters: Record<string, unknown> = { __proto__: null }
  for (const name of names) {
    parameters[name.slice(parameterPrefix.length)] = attributes[name]
    delete attributes[name]
  }
  delete attributes[templateField]
  return { template, parameters }
}
