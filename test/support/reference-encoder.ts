import { type Attributes, type AttributeValue, severityOf } from '../../packages/core/src/index.ts'

/** A log of which all is known. */
export interface PlainLog {
  readonly severityNumber: number
  readonly body: string
  /** Milliseconds since 1970. */
  readonly time: number
  readonly traceId: string
  readonly spanId?: string | undefined
  readonly attributes: Attributes
}

interface Encoding {
  readonly json: string
  readonly billedBytes: number
}

const standardNumbers: ReadonlySet<number> = new Set([1, 5, 9, 13, 17, 21])

/** Writes a log as plainly as it goes, whatever that costs: one item of an envelope, and its billed bytes. */
export function encodePlainly(log: PlainLog, sequence: number): Encoding {
  const head = {
    trace_id: log.traceId,
    span_id: log.spanId,
    level: severityOf(log.severityNumber),
    severity_number: log.severityNumber,
    timestamp: log.time / 1000,
    body: log.body,
  }
  const attributes = attributesOf(log, sequence)
  const members = attributes.map(([name, value]) => {
    return `${JSON.stringify(name)}:${JSON.stringify({ type: typeOf(value), value })}`
  })
  const sizes = attributes.map(([name, value]) => Buffer.byteLength(name) + sizeOf(value))
  return {
    json: `${JSON.stringify(head).slice(0, -1)},"attributes":{${members.join(',')}}}`,
    billedBytes: sizes.reduce((sum, size) => sum + size, Buffer.byteLength(log.body)),
  }
}

type Named = readonly [name: string, value: AttributeValue]

/** The template, which is nothing without a parameter, comes after all others but the sequence. */
function attributesOf(
  { severityNumber, attributes }: PlainLog,
  sequence: number,
): readonly Named[] {
  const isStandard = standardNumbers.has(severityNumber)
  const number: readonly Named[] = isStandard ? [] : [['sentry.severity_number', severityNumber]]
  const last: Named = ['sentry.timestamp.sequence', sequence]
  const others = Object.entries(attributes).filter(([name]) =>
    [...number, last].every(([taken]) => taken !== name),
  )
  const isTemplate = ([name]: Named): boolean => name === 'sentry.message.template'
  const isFilled = others.some(([name]) => name.startsWith('sentry.message.parameter.'))
  return [
    ...number,
    ...others.filter((named) => !isTemplate(named)),
    ...others.filter((named) => isFilled && isTemplate(named)),
    last,
  ]
}

function typeOf(value: AttributeValue): string {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'integer' : 'double'
  return typeof value === 'object' ? 'array' : typeof value
}

function sizeOf(value: AttributeValue): number {
  if (typeof value === 'string') return Buffer.byteLength(value)
  if (typeof value === 'number') return 8
  return typeof value === 'boolean' ? 1 : value.map(sizeOf).reduce((sum, size) => sum + size, 0)
}
