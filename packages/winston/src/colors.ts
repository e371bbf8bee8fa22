import { stripVTControlCharacters } from 'node:util'

/** Removes the terminal colours of `format.colorize()`. */
export function stripColors(text: string): string {
  const isColored = text.includes('\u001B') || text.includes('\u009B')
  return isColored ? stripVTControlCharacters(text) : text
}
