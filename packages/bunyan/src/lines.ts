/** Gives the entries that were written in one go: an object is one, a text has one on each of its lines. */
export function toEntries(chunk: unknown): readonly unknown[] {
  if (typeof chunk === 'string') return parseLines(chunk)
  return chunk instanceof Uint8Array ? parseLines(Buffer.from(chunk).toString()) : [chunk]
}

function parseLines(text: string): readonly unknown[] {
  const lines = text.split(/\r?\n/)
  return lines.filter((line) => line.trim() !== '').map(parseLine)
}

// A line that is no entry is sent as the text it is.
function parseLine(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? value : line
  } catch {
    return line
  }
}
