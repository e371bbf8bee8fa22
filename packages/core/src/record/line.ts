import { currentContext } from './context.ts'
import type { Head } from './draft.ts'
import type { CallContext, LogInput } from '../log.ts'
import type { ScopeAttributes } from './scope.ts'
import { isTimeMs, wallNow } from '../values/time.ts'
import { toWellFormed } from '../values/utf8.ts'
import {
  type RecordTrace,
  findEnvironmentTraceId,
  findRecordTrace,
  randomTraceId,
  toSpanId,
  toTraceId,
} from './trace.ts'

/** A line that is taken over, all but its attributes. */
export interface Line extends Head {
  readonly input: LogInput
  readonly scope: ScopeAttributes
  /** The fields of the line that said its trace. */
  readonly traceFields: ReadonlySet<string> | undefined
}

type LineTrace = Pick<Head, 'traceId' | 'spanId' | 'inTrace'>

/** Takes lines over. */
export class LineReader {
  readonly #processTrace: LineTrace

  constructor() {
    const traceId = findEnvironmentTraceId()
    const inTrace = traceId !== undefined
    this.#processTrace = { traceId: traceId ?? randomTraceId(), spanId: undefined, inTrace }
  }

  /** Takes over all of a line but its attributes. */
  read(input: LogInput, severityNumber: number): Line {
    const context = input.context ?? currentContext()
    const found = input.attributes && findRecordTrace(input.attributes)
    const { traceId, spanId, inTrace } = this.#traceOf(input, found, context)
    return {
      severityNumber,
      body: toWellFormed(input.body),
      time: isTime(input.time) ? input.time : wallNow(),
      traceId,
      spanId,
      inTrace,
      input,
      scope: context.scope,
      traceFields: found?.fields,
    }
  }

  #traceOf(
    input: LogInput,
    found: RecordTrace | undefined,
    { trace: active }: CallContext,
  ): LineTrace {
    if (found !== undefined) return { traceId: found.traceId, spanId: found.spanId, inTrace: true }
    const given = toTraceId(input.traceId)
    if (given !== undefined)
      return { traceId: given, spanId: toSpanId(input.spanId), inTrace: true }
    if (active !== undefined) return { spanId: undefined, ...active }
    return this.#processTrace
  }
}

const isTime = (time: unknown): time is number => typeof time === 'number' && isTimeMs(time)
