import { hostname } from 'node:os'
import { namePart } from '../values/attribute-names.ts'
import { type Shape, buildAttributes, toAttributeValue } from '../values/attributes.ts'
import type { Attributes, AttributeValue, CallContext, LogInput } from '../log.ts'
import { type Draft, parameterPrefix, templateName } from './draft.ts'
import { readFields } from '../values/fields.ts'
import { withoutSensitiveHeaders } from '../values/raw-headers.ts'
import { filtered, type IsSensitive } from '../values/redact.ts'
import { sdk } from '../sdk.ts'
import { currentContext } from './context.ts'
import type { ScopeAttributes } from './scope.ts'
import type { Settings } from '../options/settings.ts'
import { toText } from '../values/text.ts'
import { clip, toWellFormed } from '../values/utf8.ts'
import { isTimeMs } from '../values/time.ts'
import {
  type RecordTrace,
  findEnvironmentTraceId,
  findRecordTrace,
  randomTraceId,
  toSpanId,
  toTraceId,
} from './trace.ts'

/** Name and version that the logs of an adapter carry. */
export interface Integration {
  readonly name: 'pino' | 'winston' | 'bunyan'
  readonly version: string
}

/** Builds drafts: the line's own data, its trace, and what scope, options and SDK add to it. */
export class Recorder {
  readonly #shape: Shape
  readonly #serverName: string | false | undefined
  readonly #origin: string | undefined
  readonly #fixed: Readonly<Record<string, string>>
  readonly #defaults: Attributes
  readonly #processTrace: { readonly traceId: string; readonly inTrace: boolean }
  readonly #scopeCache: WeakMap<ScopeAttributes, Attributes> = new WeakMap()

  constructor(settings: Settings, isSensitive: IsSensitive, integration?: Integration) {
    this.#shape = { ...settings, isSensitive }
    this.#serverName = settings.serverName && clip(settings.serverName, settings.maxValueBytes)
    this.#origin = integration && `auto.log.${integration.name}`
    this.#fixed = {
      'sentry.sdk.name': `logs-to-sentry.${integration?.name ?? 'core'}`,
      'sentry.sdk.version': integration?.version ?? sdk.version,
    }
    this.#defaults = buildAttributes(
      {
        'sentry.environment': settings.environment || undefined,
        'sentry.release': settings.release || undefined,
        ...(settings.serverName === undefined && { 'server.address': hostname() }),
        ...settings.attributes,
      },
      { ...this.#shape, maxAttributes: Infinity },
    )
    const traceId = findEnvironmentTraceId()
    this.#processTrace = { traceId: traceId ?? randomTraceId(), inTrace: traceId !== undefined }
  }

  /** Takes over everything the input holds; nothing of it is kept by reference. */
  record(input: LogInput, severityNumber: number): Draft {
    const raw = input.attributes ?? {}
    const context = input.context ?? currentContext()
    const found = findRecordTrace(raw)
    const { error } = input
    const attributes = buildAttributes(raw, this.#shape, { error, skip: found?.fields })
    // A nested field is an attribute only now.
    if (found !== undefined) for (const field of found.fields) delete attributes[field]
    this.#addParameters(attributes, input)
    fillIn(attributes, this.#scopeAttributes(context.scope))
    fillIn(attributes, this.#defaults)
    this.#addFixed(attributes, this.originOf(input))
    const { traceId, spanId, inTrace } = this.#traceOf(input, found, context)
    const time = isTime(input.time) ? input.time : Date.now()
    const body = toWellFormed(input.body)
    return { severityNumber, body, attributes, time, traceId, spanId, inTrace }
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

  #addParameters(attributes: Attributes, { parameters, template }: LogInput): void {
    const named = Object.entries(readFields(parameters))
    if (named.length === 0) return
    for (const [name, parameter] of named.slice(0, this.#shape.maxAttributes)) {
      attributes[`${parameterPrefix}${namePart(name)}`] = this.#parameter(name, parameter)
    }
    if (template !== undefined) attributes[templateName] = clip(template, this.#shape.maxValueBytes)
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

  #scopeAttributes(raw: ScopeAttributes): Attributes {
    let built = this.#scopeCache.get(raw)
    if (built === undefined) {
      built = buildAttributes(raw, this.#shape)
      this.#scopeCache.set(raw, built)
    }
    return built
  }

  #addFixed(attributes: Attributes, origin: string | undefined): void {
    Object.assign(attributes, this.#fixed)
    if (origin === undefined) delete attributes['sentry.origin']
    else attributes['sentry.origin'] = origin
    if (this.#serverName === false) delete attributes['server.address']
    else if (this.#serverName !== undefined) attributes['server.address'] = this.#serverName
  }

  #traceOf(
    input: LogInput,
    found: RecordTrace | undefined,
    { trace: active }: CallContext,
  ): Pick<Draft, 'traceId' | 'spanId' | 'inTrace'> {
    if (found !== undefined) return { traceId: found.traceId, spanId: found.spanId, inTrace: true }
    const given = toTraceId(input.traceId)
    if (given !== undefined)
      return { traceId: given, spanId: toSpanId(input.spanId), inTrace: true }
    if (active !== undefined) return { spanId: undefined, ...active }
    const { traceId, inTrace } = this.#processTrace
    return { traceId, spanId: undefined, inTrace }
  }
}

function fillIn(attributes: Attributes, layer: Attributes): void {
  for (const name in layer) {
    const value = layer[name]
    if (value !== undefined) attributes[name] ??= value
  }
}

const isTime = (time: unknown): time is number => typeof time === 'number' && isTimeMs(time)
