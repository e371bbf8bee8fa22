/** One `{name!conversion:spec}` of a template, taken apart as Python does. */
export interface TemplateField {
  readonly name: string
  readonly conversion: string
  readonly spec: string
  /** Where the template goes on after the closing brace. */
  readonly end: number
}

/** Reads the field that starts after the opening brace; undefined where Python finds it malformed. */
export function parseField(template: string, start: number): TemplateField | undefined {
  const nameEnd = endOfName(template, start)
  const name = template.slice(start, nameEnd)
  switch (template[nameEnd]) {
    case '}':
      return { name, conversion: '', spec: '', end: nameEnd + 1 }
    case ':':
      return withSpec(template, nameEnd + 1, name, '')
    case '!': {
      const conversion = template[nameEnd + 1] ?? ''
      const next = template[nameEnd + 2]
      if (next === '}') return { name, conversion, spec: '', end: nameEnd + 3 }
      return next === ':' ? withSpec(template, nameEnd + 3, name, conversion) : undefined
    }
    default:
      return undefined
  }
}

/** Splits `user.address[city]` into its parts; undefined for a name that is empty, a position, or malformed. */
export function parseFieldName(name: string): readonly string[] | undefined {
  const [first = ''] = /^[^.[]*/.exec(name) ?? []
  if (first === '' || /^\d+$/.test(first)) return undefined
  const parts = [first]
  let end = first.length
  for (const match of name.slice(end).matchAll(/\.([^.[]+)|\[([^\]]+)\]/gy)) {
    parts.push(match[1] ?? match[2] ?? '')
    end += match[0].length
  }
  return end === name.length ? parts : undefined
}

/** Where the name ends: at `}`, `:` or `!` outside brackets, or at a character that may not stand in it. */
function endOfName(template: string, start: number): number {
  const name = /(?:[^{}:![]|\[[^\]]*\]?)*/y
  name.lastIndex = start
  name.test(template)
  return name.lastIndex
}

function withSpec(
  template: string,
  start: number,
  name: string,
  conversion: string,
): TemplateField | undefined {
  let depth = 1
  for (let index = start; index < template.length; index++) {
    if (template[index] === '{') depth++
    else if (template[index] === '}') depth--
    if (depth === 0) return { name, conversion, spec: template.slice(start, index), end: index + 1 }
  }
  return undefined
}
