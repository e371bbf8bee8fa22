export { createSentryStream, type SentryStream } from './stream.ts'
export { createTransport as default } from './transport.ts'
export type { PinoOptions } from './options.ts'
