// Everything that is measured. Each candidate's module is `<id>.mjs` beside this file.

/**
 * @typedef {object} Candidate
 * @property {string} id
 * @property {'floor' | 'ours' | 'reference' | 'peer'} kind a reference delivers nothing
 * @property {'pino' | 'winston' | 'bunyan' | 'logger'} logger
 * @property {string} title
 * @property {boolean} [twin] delivers like another one of ours, at another logger or place
 * @property {string} floor id of the floor that it is compared with
 * @property {number} [copies] how often it writes each line's fields into one body; once unless told
 * @property {readonly string[]} adds the packages that an application adds to its logger
 */

/**
 * What a candidate's `create` resolves to.
 *
 * @typedef {object} Subject
 * @property {(line: import('../workload.mjs').Line) => void} log
 * @property {() => Promise<unknown>} end the documented way to deliver what is left
 */

/** @type {readonly Candidate[]} */
export const candidates = [
  floor('pino', 'pino-floor', 'pino alone'),
  floor('winston', 'winston-floor', 'winston alone'),
  floor('bunyan', 'bunyan-floor', 'bunyan alone'),
  floor('bunyan', 'bunyan-1-floor', 'bunyan 1 alone'),
  { ...floor('logger', 'logger-floor', 'nothing'), twin: true },

  ours('pino', 'ours-pino', 'pino transport', ['@logs-to-sentry/pino']),
  {
    ...ours('pino', 'ours-pino-in-process', 'pino stream', ['@logs-to-sentry/pino']),
    twin: true,
  },
  ours('winston', 'ours-winston', 'winston transport', ['@logs-to-sentry/winston']),
  ours('bunyan', 'ours-bunyan', 'bunyan stream', ['@logs-to-sentry/bunyan']),
  { ...ours('logger', 'ours-logger', 'logger.*', ['@logs-to-sentry/core']), twin: true },

  { ...peer('pino', 'pino-file', 'pino/file to /dev/null', []), kind: 'reference' },
  peer('pino', 'sentry-pino', 'Sentry', ['@sentry/node']),
  peer('pino', 'otel-pino', 'OpenTelemetry', ['pino-opentelemetry-transport']),
  peer('pino', 'loki-pino', 'Loki', ['pino-loki']),
  peer('pino', 'axiom-pino', 'Axiom', ['@axiomhq/pino']),
  peer('pino', 'better-stack-pino', 'Better Stack', ['@logtail/pino']),

  peer('winston', 'sentry-winston', 'Sentry', ['@sentry/node']),
  peer('winston', 'otel-winston', 'OpenTelemetry', [
    '@opentelemetry/winston-transport',
    '@opentelemetry/sdk-logs',
    '@opentelemetry/exporter-logs-otlp-proto',
  ]),
  { ...peer('winston', 'loki-winston', 'Loki', ['winston-loki']), copies: 2 },
  peer('winston', 'axiom-winston', 'Axiom', ['@axiomhq/winston']),
  peer('winston', 'better-stack-winston', 'Better Stack', ['@logtail/node', '@logtail/winston']),

  {
    ...peer('bunyan', 'otel-bunyan', 'OpenTelemetry', [
      '@opentelemetry/instrumentation',
      '@opentelemetry/instrumentation-bunyan',
      '@opentelemetry/sdk-logs',
      '@opentelemetry/exporter-logs-otlp-proto',
    ]),
    floor: 'bunyan-1-floor',
  },
  peer('bunyan', 'better-stack-bunyan', 'Better Stack', ['logtail-node-0.1', '@logtail/bunyan']),
]

function floor(logger, id, title) {
  return { id, kind: 'floor', logger, title, floor: id, adds: [] }
}

function ours(logger, id, title, adds) {
  return { id, kind: 'ours', logger, title, floor: `${logger}-floor`, adds }
}

function peer(logger, id, title, adds) {
  return { id, kind: 'peer', logger, title, floor: `${logger}-floor`, adds }
}
