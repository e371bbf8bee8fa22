import { serializeLogs } from '../../src/delivery/envelope.ts'
import { HttpPoster, type PosterSettings } from '../../src/delivery/post.ts'
import { encodedLog, settingsFor } from './delivering.ts'

/** An uncompressed envelope that the relay accepts. */
export const envelope: Uint8Array = serializeLogs({}, [encodedLog().json])

/** A poster for a DSN that is closed when it goes out of scope. */
export function posterFor(
  dsn: string,
  settings: Partial<PosterSettings> = {},
): HttpPoster & Disposable {
  const poster = new HttpPoster({ ...settingsFor(dsn), ...settings })
  return Object.assign(poster, { [Symbol.dispose]: () => poster.close() })
}

/** Headers that the relay accepts. */
export function headersFor(dsn: string): Readonly<Record<string, string>> {
  return settingsFor(dsn).headers
}
