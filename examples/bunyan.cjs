// Records of bunyan go to the console and to Sentry Logs. Set SENTRY_DSN, or add `dsn` to the options.
const { sentryStream } = require('@logs-to-sentry/bunyan')
const bunyan = require('bunyan')

const sentry = sentryStream({ environment: 'staging' })
const logger = bunyan.createLogger({
  name: 'shop',
  streams: [{ stream: process.stdout }, sentry],
})

logger.info({ order: { id: 'or_1', total: 42.5 } }, 'Order placed')

const payments = logger.child({ module: 'payments' })
payments.warn({ attempt: 2 }, 'Card declined, trying again')
payments.error(new Error('No answer from the bank'), 'Payment failed')

// Delivers what is left; the process ends when that is done.
sentry.stream.end()
