// Lines of pino go to Sentry Logs from pino's own worker thread. Set SENTRY_DSN, or add `dsn` to the options.
import pino from 'pino'

const logger = pino({
  transport: {
    target: '@logs-to-sentry/pino',
    options: { environment: 'staging' },
  },
})

logger.info({ order: { id: 'or_1', total: 42.5 } }, 'Order placed')

const payments = logger.child({ module: 'payments' })
payments.warn({ attempt: 2 }, 'Card declined, trying again')
payments.error(new Error('No answer from the bank'), 'Payment failed')

// Nothing more to do: pino hands over what is left when the process ends.
