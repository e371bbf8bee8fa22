import { toUSVString } from 'node:util'

const marker = '...[truncated]'
const encoder = new TextEncoder()

/** Replaces lone surrogates by U+FFFD: a server that reads UTF-8 refuses a whole batch for one of them. */
export function toWellFormed(text: string): string {
  return toUSVString(text)
}

/** Cuts a text to at most `maxBytes` of UTF-8, on a whole character, and marks the cut with `...[truncated]`. */
export function truncate(text: string, maxBytes: number): string {
  return fits(text, maxBytes) ? text : cut(text, maxBytes)
}

/** Cuts and repairs a text, in the order that costs least for a long one. */
export function clip(text: string, maxBytes: number): string {
  return toWellFormed(truncate(text, maxBytes))
}

/**
 * Tells whether a text is written in JSON just as it is, with a byte for each character: ASCII, and
 * nothing in it that JSON escapes. A text of more than `maxBytes` is not looked at.
 */
export function isPlainText(text: string, maxBytes: number): boolean {
  const { length } = text
  if (length > maxBytes) return false
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index)
    if (code < 0x20 || code > 0x7e || code === 0x22 || code === 0x5c) return false
  }
  return true
}

/** Tells whether a text has at most `maxBytes` of UTF-8. */
export function fits(text: string, maxBytes: number): boolean {
  if (text.length * 3 <= maxBytes) return true
  return text.length <= maxBytes && Buffer.byteLength(text) <= maxBytes
}

/**
 * Marks a text as cut, and shortens it so that text and mark have room in `maxBytes`.
 * Where there is no room for the mark, it is left out.
 */
export function cut(text: string, maxBytes: number): string {
  const end = maxBytes < marker.length ? '' : marker
  const room = Math.max(maxBytes - end.length, 0)
  const head = text.slice(0, room)
  return head.slice(0, encoder.encodeInto(head, new Uint8Array(room)).read) + end
}

/** The bytes that the mark of a cut takes. */
export const markerBytes: number = marker.length
