import { stringify } from './stringify.ts'

/** Attribute that holds a message before its parameters were filled in. */
export const templateName = 'sentry.message.template'

/** What the names of attributes begin with that hold the parameters of a message. */
export const parameterPrefix = 'sentry.message.parameter.'

/** The name of attributes as it is written: made once, because a program's names come again and again. */
export class AttributeKey {
  readonly text: string
  /** What stands in JSON from the name to the type of the value. */
  readonly start: string
  /** What stands from the name to the first character of a text. */
  readonly textStart: string
  /** The name's size, in bytes of UTF-8. */
  readonly bytes: number
  readonly isTemplate: boolean
  readonly isParameter: boolean
  /** Number of the line that was last written with it. */
  line = 0

  constructor(text: string) {
    // As the name of a property: V8 would have to look another text up at each use.
    this.text = Object.keys({ [text]: true })[0] ?? text
    this.start = joined(`${stringify(text)}:{"type":`)
    this.textStart = joined(`${this.start}"string","value":"`)
    this.bytes = Buffer.byteLength(text)
    this.isTemplate = text === templateName
    this.isParameter = text.startsWith(parameterPrefix)
  }
}

/** V8 puts texts together only when they are read, and a part of others each time again. */
function joined(text: string): string {
  return Buffer.from(text).toString()
}
