import { isDeepStrictEqual } from 'node:util'

import { parseEnvelope } from '@sentry/core'

import type { Envelope } from './framing.ts'
import type { Note } from './problem.ts'

/** Has Sentry's own parser read an envelope that was accepted, and notes where it disagrees. */
export function compareWithSentry(bytes: Buffer, { header, items }: Envelope, note: Note): void {
  let theirs
  try {
    theirs = parseEnvelope(bytes)
  } catch (error) {
    note('parse-envelope', String(error))
    return
  }
  if (!isDeepStrictEqual(theirs[0], header)) note('parse-envelope', 'another envelope header')
  if (theirs[1].length !== items.length)
    note('parse-envelope', `${theirs[1].length} items, not ${items.length}`)
  for (const [index, [itemHeader, payload]] of theirs[1].entries()) {
    const item = items[index]
    if (!isDeepStrictEqual(itemHeader, item?.header))
      note('parse-envelope', `another header of item ${index}`)
    if (item !== undefined && !isSamePayload(payload, item.payload))
      note('parse-envelope', `another payload of item ${index}`)
  }
}

function isSamePayload(theirs: unknown, ours: Buffer): boolean {
  return theirs instanceof Uint8Array
    ? ours.equals(theirs)
    : isDeepStrictEqual(theirs, JSON.parse(ours.toString()))
}
