// Lines of pino go to Sentry Logs from the same thread. Set SENTRY_DSN, or add `dsn` to the options.
const { createSentryStream } = require('@logs-to-sentry/pino')
const pino = require('pino')

const stream = createSentryStream({ environment: 'staging' })
const logger = pino({ level: 'debug' }, stream)

logger.info({ order: { id: 'or_1', total: 42.5 } }, 'Order placed')

const payments = logger.child({ module: 'payments' })
payments.warn({ attempt: 2 }, 'Card declined, trying again')
payments.error(new Error('No answer from the bank'), 'Payment failed')

// Delivers what is left; the process ends when that is done.
stream.end()
