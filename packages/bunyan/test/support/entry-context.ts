import type { EntryContext } from '../../src/entry.ts'

/** The context of a client without options, to which `password` is the one sensitive name. */
export const entryContext: EntryContext = { isSensitive: (name) => name === 'password' }
