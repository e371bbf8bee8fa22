/** The part after the colon of a placeholder, in the notation of Python's format specifications. */
export interface FormatSpec {
  readonly fill: string
  readonly align: string
  readonly sign: string
  /** Shows a result that rounds to minus zero without the sign. */
  readonly withoutNegativeZero: boolean
  readonly alternate: boolean
  readonly width: number
  readonly grouping: string
  readonly precision: number | undefined
  readonly type: string
}

const maxWidth = 4096
const pattern = /^(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?(.)?$/su

/** Reads a specification; undefined where Python finds it malformed. Widths and precisions beyond 4096 are refused. */
export function parseFormatSpec(text: string, defaultAlign: '<' | '>'): FormatSpec | undefined {
  const match = pattern.exec(text)
  if (match === null) return undefined
  const [, fill, align, sign = '', z, alternate, zero, width, grouping = '', precision, type = ''] =
    match
  const padsWithZeros = zero !== undefined && fill === undefined
  const spec = {
    fill: fill ?? (padsWithZeros ? '0' : ' '),
    align: align ?? (padsWithZeros && defaultAlign === '>' ? '=' : defaultAlign),
    sign,
    withoutNegativeZero: z !== undefined,
    alternate: alternate !== undefined,
    width: Number(width ?? 0),
    grouping,
    precision: precision === undefined ? undefined : Number(precision),
    type,
  }
  return spec.width > maxWidth || (spec.precision ?? 0) > maxWidth ? undefined : spec
}
