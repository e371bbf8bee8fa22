import { createRedactor, defaultRedact, type IsSensitive } from '../values/redact.ts'
import { readField } from '../values/fields.ts'
import { readOrTell } from '../values/plain.ts'
import { toText } from '../values/text.ts'

export { renderTemplate } from './render-template.ts'

/** What the tag `logger.fmt` makes: a message whose holes are parameters by position. */
export interface FormattedMessage {
  /** The message with `%s` at each hole and `%%` for each literal `%`. */
  readonly template: string
  readonly parameters: readonly unknown[]
  /** The message with the holes filled in. */
  readonly body: string
}

/** Known to every copy of this module, so that a message of the ESM build is one for the CommonJS build. */
const brand: unique symbol = Symbol.for('logs-to-sentry.fmt')
const isSensitiveByDefault = createRedactor(defaultRedact)

/** Tag for template literals: keeps the message and its parameters apart, each hole a parameter by position. */
export function fmt(strings: TemplateStringsArray, ...parameters: unknown[]): FormattedMessage {
  // A text with an escape that JavaScript does not know is undefined in a tagged template.
  const texts = strings.raw.map((raw, index) => strings[index] ?? raw)
  return new Message(texts.map((text) => text.replaceAll('%', '%%')).join('%s'), parameters)
}

/** Recognises what `fmt` made, in this copy of the library or another one. */
export function isFormattedMessage(value: unknown): value is FormattedMessage {
  return (
    readField(value, brand) === true &&
    typeof readField(value, 'template') === 'string' &&
    Array.isArray(readField(value, 'parameters'))
  )
}

/** Fills the holes of a message; its own `body` does so with the default list of sensitive names. */
export function renderMessage(
  { template, parameters }: Pick<FormattedMessage, 'template' | 'parameters'>,
  isSensitive: IsSensitive,
): string {
  let hole = 0
  return template.replaceAll(/%[%s]/g, (mark) =>
    mark === '%%' ? '%' : toText(readOrTell(parameters, hole++), isSensitive),
  )
}

class Message implements FormattedMessage {
  readonly [brand] = true
  readonly template: string
  readonly parameters: readonly unknown[]

  constructor(template: string, parameters: readonly unknown[]) {
    this.template = template
    this.parameters = parameters
  }

  get body(): string {
    return renderMessage(this, isSensitiveByDefault)
  }
}
