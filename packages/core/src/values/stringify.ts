// The application, or a package of its, may put something else in its place later.
const { stringify: textOf } = JSON

/** Writes plain data as JSON, deaf to a `toJSON` that somebody gave to all objects or all arrays. */
export function stringify(value: unknown): string {
  return jsonOf(value) ?? 'null'
}

/** Undefined for what JSON has no text for. */
function jsonOf(value: unknown): string | undefined {
  // A function has a `toJSON` as well where all objects have one.
  if (typeof value === 'function') return undefined
  if (typeof value !== 'object' || value === null) return textOf(value)
  if (Array.isArray(value)) return `[${value.map(stringify).join(',')}]`
  const members: string[] = []
  for (const [name, member] of Object.entries(value)) {
    const json = jsonOf(member)
    if (json !== undefined) members.push(`${textOf(name)}:${json}`)
  }
  return `{${members.join(',')}}`
}
