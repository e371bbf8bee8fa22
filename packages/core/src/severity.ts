/** The six severities of Sentry Logs, least severe first. */
export type Severity = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'
