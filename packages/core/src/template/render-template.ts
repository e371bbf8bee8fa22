import { formatValue } from './format-value.ts'
import { withoutSensitiveHeaders } from '../values/raw-headers.ts'
import { filtered, type IsSensitive } from '../values/redact.ts'
import { toAscii, toRepr } from '../values/repr.ts'
import { readOrTell } from '../values/plain.ts'
import { parseField, parseFieldName, type TemplateField } from './template-field.ts'
import { toText } from '../values/text.ts'

/** Placeholders may stand in a format specification, `{price:{width}}`, but not in one of those, as in Python. */
const maxNesting = 2

/**
 * Fills the placeholders of a template as Python's `str.format_map` does.
 *
 * A missing parameter leaves its placeholder. A template that Python would raise on, or that has no
 * parameters at all, comes back unchanged. Values read as in JavaScript: `true`, `null`, objects as
 * JSON text. The value of a sensitive name is `[Filtered]`. Never throws.
 */
export function renderTemplate(
  template: string,
  params: Readonly<Record<string, unknown>>,
  isSensitive: IsSensitive,
): string {
  if (!/[{}]/.test(template)) return template
  try {
    if (Object.keys(params).length === 0) return template
    return new TemplateRenderer(params, isSensitive).render(template, maxNesting) ?? template
  } catch {
    return template
  }
}

/** Renders with one set of parameters; undefined stands for what Python raises on. */
class TemplateRenderer {
  readonly #params: Readonly<Record<string, unknown>>
  readonly #isSensitive: IsSensitive

  constructor(params: Readonly<Record<string, unknown>>, isSensitive: IsSensitive) {
    this.#params = params
    this.#isSensitive = isSensitive
  }

  render(template: string, nesting: number): string | undefined {
    if (nesting === 0) return undefined
    let text = ''
    let start = 0
    while (start < template.length) {
      const brace = indexOfBrace(template, start)
      text += template.slice(start, brace)
      start = brace
      if (start < template.length && template[start] === template[start + 1]) {
        text += template[start]
        start += 2
      } else if (start < template.length) {
        const field = template[start] === '{' ? parseField(template, start + 1) : undefined
        if (field === undefined) return undefined
        const value = this.#field(field, nesting)
        if (value === undefined) return undefined
        text += value
        start = field.end
      }
    }
    return text
  }

  #field(field: TemplateField, nesting: number): string | undefined {
    const path = parseFieldName(field.name)
    const found = path && this.#find(path)
    if (path === undefined || found === undefined) return undefined
    if (path.some(this.#isSensitive)) return filtered
    const spec = field.spec.includes('{') ? this.render(field.spec, nesting - 1) : field.spec
    if (spec === undefined) return undefined
    switch (field.conversion) {
      case '':
        return this.#format(found.value, spec)
      case 's':
        return this.#format(toText(found.value, this.#isSensitive), spec)
      case 'r':
        return this.#format(toRepr(found.value, this.#isSensitive), spec)
      case 'a':
        return this.#format(toAscii(toRepr(found.value, this.#isSensitive)), spec)
      default:
        return undefined
    }
  }

  #find(path: readonly string[]): { readonly value: unknown } | undefined {
    const [first = '', ...rest] = path
    if (!Object.hasOwn(this.#params, first)) {
      return rest.length === 0 ? { value: `{${first}}` } : undefined
    }
    let value = withoutSensitiveHeaders(first, this.#params[first], this.#isSensitive)
    for (const part of rest) {
      const holder: unknown = Object(value)
      if (typeof holder !== 'object' || holder === null) return undefined
      value = withoutSensitiveHeaders(part, readOrTell(holder, part), this.#isSensitive)
      if (value === undefined && !(part in holder)) return undefined
      if (typeof value === 'function') return undefined
    }
    return { value }
  }

  #format(value: unknown, spec: string): string | undefined {
    if (spec === '') return toText(value, this.#isSensitive)
    return formatValue(value instanceof Date ? toText(value, this.#isSensitive) : value, spec)
  }
}

function indexOfBrace(template: string, start: number): number {
  const brace = /[{}]/g
  brace.lastIndex = start
  return brace.exec(template)?.index ?? template.length
}
