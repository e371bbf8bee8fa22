export { type Client, createClient } from './client.ts'
export { init } from './global-client.ts'
export { type LogMethod, type Logger, type LogParameters, logger } from './logger.ts'
export { close, flush } from './registry.ts'
export { removeAttribute, setAttributes, setUser, type User, withScope } from './scope.ts'
export type { Drop, Options } from './options.ts'
export { optionNames } from './option-schema.ts'
export type { Stats } from './stats.ts'
export type { DropReason } from './drops.ts'
export type { Attributes, AttributeValue, BeforeSendLog, Log, LogHint, LogInput } from './log.ts'
export { defaultRedact, type IsSensitive } from './redact.ts'
export type { FormattedMessage } from './template.ts'
export type { Integration } from './recorder.ts'
export {
  type LevelMap,
  type NativeLevel,
  type Severity,
  severityNumberOf,
  severityOf,
  toSeverityNumber,
} from './severity.ts'
export { conventionalName } from './conventional-name.ts'
export { isErrorLike } from './error-like.ts'
export { type Fields, readField, readFields } from './fields.ts'
export { toText } from './text.ts'
export { toTimeMs } from './time.ts'
