import type { IsSensitive } from './redact.ts'
import { toText } from './text.ts'

/** How Python's `repr` shows a value: texts in quotes, with escapes; anything else as it reads in a body. */
export function toRepr(value: unknown, isSensitive: IsSensitive): string {
  return typeof value === 'string' ? quoted(value) : toText(value, isSensitive)
}

/** Escapes what is not ASCII, as Python's `ascii` does. */
export function toAscii(text: string): string {
  return text.replaceAll(/[^\0-\x7F]/gu, escapeCharacter)
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = text.replaceAll(/[\\'"]|(?! )[\p{C}\p{Z}]/gu, (character) => {
    if (character === quote) return `\\${quote}`
    if (character === "'" || character === '"') return character
    return escapes[character] ?? escapeCharacter(character)
  })
  return quote + escaped + quote
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x1_00) return `\\x${hex(code, 2)}`
  return code < 0x1_00_00 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`
}

function hex(code: number, length: number): string {
  return code.toString(16).padStart(length, '0')
}
