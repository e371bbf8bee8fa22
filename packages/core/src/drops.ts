/** Why a log was not delivered: the client-report vocabulary, and `rate_limited` for what the server counted itself. */
export type DropReason =
  | 'before_send'
  | 'event_processor'
  | 'sample_rate'
  | 'queue_overflow'
  | 'cache_overflow'
  | 'ratelimit_backoff'
  | 'rate_limited'
  | 'network_error'
  | 'send_error'
  | 'internal_sdk_error'
