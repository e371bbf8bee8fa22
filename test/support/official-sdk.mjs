// Logs with Sentry's own SDK to SENTRY_DSN, by its logger and its integrations of pino and winston.
import * as Sentry from '@sentry/node'

Sentry.init({
  enableLogs: true,
  release: '1.2.3',
  environment: 'test',
  integrations: [Sentry.pinoIntegration()],
  beforeSendLog: (log) => (log.message === 'unwanted' ? null : log),
})
const { pino } = await import('pino')
const winston = await import('winston')

Sentry.setUser({ id: 'u1', email: 'a@example.com' })
for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'fatal'])
  Sentry.logger[level](`a ${level} 😀`, {
    flag: true,
    count: 5,
    ratio: 1.5,
    list: ['a', 'b'],
    empty: [],
  })
Sentry.logger.info(Sentry.logger.fmt`${1} of ${'two'}`)
Sentry.startSpan({ name: 'work' }, () => Sentry.logger.info('within a span'))
Sentry.logger.info('hard values', { large: 1e21, mixed: ['a', 1], not: NaN, lone: '\ud800' })
Sentry.logger.info('unwanted')
for (let line = 0; line < 150; line += 1) Sentry.logger.info(`line ${line}`, { line })

pino({ level: 'trace' }, pino.destination('/dev/null')).warn({ order: { id: 7 } }, 'from pino')

const SentryTransport = Sentry.createSentryWinstonTransport(winston.default.Transport)
winston.default
  .createLogger({ transports: [new SentryTransport()] })
  .error('from winston', { order: { id: 7 }, err: new Error('broken') })

await new Promise((resolve) => setImmediate(resolve))
await Sentry.flush(5000)
