// Lines of winston go to the console and to Sentry Logs. Set SENTRY_DSN, or add `dsn` to the options.
import { SentryTransport } from '@logs-to-sentry/winston'
import winston from 'winston'

const logger = winston.createLogger({
  transports: [new winston.transports.Console(), new SentryTransport({ environment: 'staging' })],
})

logger.info('Order placed', { order: { id: 'or_1', total: 42.5 } })

const payments = logger.child({ module: 'payments' })
payments.warn('Card declined, trying again', { attempt: 2 })
payments.error('Payment failed', { err: new Error('No answer from the bank') })

// Delivers what is left; the process ends when that is done.
logger.end()
