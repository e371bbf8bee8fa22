import * as v from 'valibot'
import { mebibyte, text, wholeNumber } from './quantities.ts'

/** The option `spool`, completed. */
export interface SpoolSetting {
  readonly directory: string
  readonly maxBytes: number
}

const object = v.strictObject(
  {
    directory: text('the path of a folder'),
    maxBytes: v.optional(wholeNumber(mebibyte, 65_536 * mebibyte), 64 * mebibyte),
  },
  'an object of directory and maxBytes',
)

// valibot goes through it with `for in`, which also finds what a library added to every object.
Object.setPrototypeOf(object.entries, null)

/** Where and how much to keep on disk. */
export const spool: v.GenericSchema<unknown, SpoolSetting> = object
