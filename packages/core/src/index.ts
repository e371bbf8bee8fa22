export { type Client, createClient } from './client/client.ts'
export { init } from './client/global-client.ts'
export { type LogMethod, type Logger, type LogParameters, logger } from './client/logger.ts'
export { close, flush } from './client/registry.ts'
export { findActiveTrace } from './record/active-trace.ts'
export { currentContext } from './record/context.ts'
export { removeAttribute, setAttributes, setUser, type User, withScope } from './record/scope.ts'
export type { Drop, Options, SpoolOptions } from './options/options.ts'
export { shared } from './process/shared.ts'
export { warnOnce } from './process/warnings.ts'
export { checkOwnOptions, optionNames, type OwnOption } from './options/option-schema.ts'
export type { Stats } from './client/stats.ts'
export type { DropReason } from './delivery/drops.ts'
export type {
  ActiveTrace,
  Attributes,
  AttributeValue,
  BeforeSendLog,
  CallContext,
  Log,
  LogHint,
  LogInput,
} from './log.ts'
export { redactHeaderText } from './values/raw-headers.ts'
export { defaultRedact, type IsSensitive } from './values/redact.ts'
export type { FormattedMessage } from './template/template.ts'
export type { Integration } from './record/recorder.ts'
export { findRecordTrace, toTraceId, traceFields } from './record/trace.ts'
export {
  type LevelMap,
  type NativeLevel,
  type Severity,
  severityNumberOf,
  severityOf,
  toSeverityNumber,
} from './severity.ts'
export { conventionalName } from './values/conventional-name.ts'
export { isErrorLike } from './values/error-like.ts'
export { createBag } from './values/bag.ts'
export { type Fields, readField, readFields } from './values/fields.ts'
export { toText } from './values/text.ts'
export { isKeptTime, toTimeMs } from './values/time.ts'
