import type { Log } from './delivered.mjs'

/**
 * Lays out received logs in aligned columns: level, severity number, origin, body, a few attributes.
 * Gives the heading and one row for each log, cut where they are longer than `width`.
 */
export function table(logs: readonly Log[], width: number): readonly string[]

/** Cuts a text that is longer than `width`. */
export function cut(text: string, width: number): string
