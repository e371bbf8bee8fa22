import { hostname } from 'node:os'
import { namePart, namesFor, type AttributeNames } from '../values/attribute-names.ts'
import {
  addAttributes,
  buildAttributes,
  toAttributeValue,
  type Shape,
} from '../values/attributes.ts'
import type { Attributes, AttributeValue, LogInput } from '../log.ts'
import type { Draft } from './draft.ts'
import { BagSink } from '../values/attribute-bag.ts'
import { parameterPrefix, templateName } from '../values/attribute-key.ts'
import type { AttributeSink } from '../values/attribute-sink.ts'
import { readFields } from '../values/fields.ts'
import { withoutSensitiveHeaders } from '../values/raw-headers.ts'
import { filtered, type IsSensitive } from '../values/redact.ts'
import { sdk } from '../sdk.ts'
import {
  encodeLog,
  encodeWritten,
  hasOwnNumber,
  isTooLong,
  sequenceName,
  severityNumberName,
  type Encoding,
} from './encode.ts'
import { Layer } from './layer.ts'
import type { Line } from './line.ts'
import type { ScopeAttributes } from './scope.ts'
import type { Settings } from '../options/settings.ts'
import { TextSink } from './text-sink.ts'
import { toText } from '../values/text.ts'
import { clip } from '../values/utf8.ts'

/** Name and version that the logs of an adapter carry. */
export interface Integration {
  readonly name: 'pino' | 'winston' | 'bunyan'
  readonly version: string
}

/** Builds drafts: the line's own data, its trace, and what scope, options and SDK add to it. */
export class Recorder {
  readonly #shape: Shape
  readonly #isServerHidden: boolean
  readonly #origin: string | undefined
  readonly #fixed: Attributes
  readonly #names: AttributeNames
  readonly #defaults: Layer
  #fixedLayer: { readonly origin: string | undefined; readonly layer: Layer }
  readonly #scopeCache: WeakMap<ScopeAttributes, Layer> = new WeakMap()

  constructor(settings: Settings, isSensitive: IsSensitive, integration?: Integration) {
    this.#shape = { ...settings, isSensitive }
    this.#names = namesFor(this.#shape)
    const { serverName } = settings
    this.#isServerHidden = serverName === false
    this.#origin = integration && `auto.log.${integration.name}`
    this.#fixed = {
      'sentry.sdk.name': `logs-to-sentry.${integration?.name ?? 'core'}`,
      'sentry.sdk.version': integration?.version ?? sdk.version,
      ...(serverName && { 'server.address': clip(serverName, settings.maxValueBytes) }),
    }
    const defaults = buildAttributes(
      {
        'sentry.environment': settings.environment || undefined,
        'sentry.release': settings.release || undefined,
        ...(serverName === undefined && { 'server.address': hostname() }),
        ...settings.attributes,
      },
      { ...this.#shape, maxAttributes: Infinity },
    )
    this.#defaults = new Layer(defaults, this.#names)
    this.#fixedLayer = { origin: this.#origin, layer: this.#layerOf(this.#origin) }
  }

  /** Takes the attributes over, too; nothing of the input is kept by reference. */
  record(line: Line): Draft {
    const { severityNumber, body, time, traceId, spanId, inTrace } = line
    const sink = new BagSink()
    this.#names.tidy()
    if (hasOwnNumber(line)) sink.claim(this.#names.key(severityNumberName))
    this.#fill(line, sink)
    const { attributes } = sink
    return { severityNumber, body, attributes, time, traceId, spanId, inTrace }
  }

  /** Encodes a line as {@link encodeLog} does its draft, which is never made. */
  encode(line: Line, sequence: number): Encoding {
    const number = isTooLong(line) ? undefined : this.#names.beginLine()
    const encoding = number === undefined ? undefined : this.#write(line, number, sequence)
    return encoding ?? encodeLog(this.record(line), sequence)
  }

  #write(line: Line, number: number, sequence: number): Encoding | undefined {
    try {
      const sink = new TextSink(number)
      if (hasOwnNumber(line)) sink.add(this.#names.key(severityNumberName), line.severityNumber)
      this.#fill(line, sink)
      sink.finish()
      return encodeWritten(line, sink, sequence)
    } finally {
      this.#names.endLine()
    }
  }

  /** Adds all attributes, those that win before those that they win over. */
  #fill({ input, scope, traceFields }: Line, sink: AttributeSink): void {
    sink.claim(this.#names.key(sequenceName))
    const fixed = this.#claimFixed(sink, this.originOf(input))
    if (input.parameters !== undefined) this.#addParameters(input, sink)
    const target = { shape: this.#shape, names: this.#names, sink }
    addAttributes(input.attributes ?? none, target, {
      error: input.error,
      skip: traceFields,
      omit: input.omit,
      first: input.loggerAttributes,
    })
    this.#scopeLayer(scope).addTo(sink)
    this.#defaults.addTo(sink)
    // What all logs have stands together, up to the next log: so it takes the fewest bytes, compressed.
    fixed.addClaimed(sink)
  }

  /** What `sentry.origin` says of a log; what is no origin by Sentry's rules does not count. */
  originOf({ origin }: LogInput): string | undefined {
    return typeof origin === 'string' && /^\w+(\.\w+)*$/.test(origin) ? origin : this.#origin
  }

  /** Applies the rules for values to attributes that the user's hook returned; their names are the hook's. */
  rebuild(attributes: Readonly<Record<string, unknown>>): Attributes {
    return buildAttributes(attributes, {
      ...this.#shape,
      maxAttributes: Infinity,
      attributeNaming: 'as-is',
    })
  }

  #claimFixed(sink: AttributeSink, origin: string | undefined): Layer {
    if (this.#fixedLayer.origin !== origin)
      this.#fixedLayer = { origin, layer: this.#layerOf(origin) }
    const { layer } = this.#fixedLayer
    layer.claimIn(sink)
    if (origin === undefined) sink.claim(this.#names.key('sentry.origin'))
    if (this.#isServerHidden) sink.claim(this.#names.key('server.address'))
    return layer
  }

  #addParameters({ parameters, template }: LogInput, sink: AttributeSink): void {
    const named = Object.entries(readFields(parameters))
    if (named.length === 0) return
    for (const [name, parameter] of named.slice(0, this.#shape.maxAttributes)) {
      const key = this.#names.key(`${parameterPrefix}${namePart(name)}`)
      sink.add(key, this.#parameter(name, parameter))
    }
    if (template === undefined) return
    sink.add(this.#names.key(templateName), clip(template, this.#shape.maxValueBytes))
  }

  /** Unlike an attribute, a parameter without a value is told as text. */
  #parameter(name: string, given: unknown): AttributeValue {
    const { isSensitive, maxValueBytes } = this.#shape
    if (isSensitive(name)) return filtered
    const value = withoutSensitiveHeaders(name, given, isSensitive)
    return (
      toAttributeValue(value, name, this.#shape) ?? clip(toText(value, isSensitive), maxValueBytes)
    )
  }

  #scopeLayer(raw: ScopeAttributes): Layer {
    let layer = this.#scopeCache.get(raw)
    if (layer === undefined) {
      layer = new Layer(buildAttributes(raw, this.#shape), this.#names)
      this.#scopeCache.set(raw, layer)
    }
    return layer
  }

  #layerOf(origin: string | undefined): Layer {
    const attributes = { ...this.#fixed, ...(origin !== undefined && { 'sentry.origin': origin }) }
    return new Layer(attributes, this.#names)
  }
}

const none: Readonly<Record<string, unknown>> = {}
