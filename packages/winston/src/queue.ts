import type { Writable } from 'node:stream'
import { readField } from '@logs-to-sentry/core'

/** Whether what is written to a stream has to wait for something else. */
export function isBusy(stream: Writable): boolean {
  // The streams that winston uses tell in no other way whether they are corked.
  return stream.writableLength > 0 || readField(readField(stream, '_writableState'), 'corked') !== 0
}
