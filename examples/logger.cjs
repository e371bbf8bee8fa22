// Logs without a logging library. Set SENTRY_DSN, or add `dsn` to the options.
const { close, init, logger, setUser, withScope } = require('@logs-to-sentry/core')

init({ environment: 'staging' })

logger.info('Order {order_id} placed', { order_id: 'or_1', attributes: { 'order.total': 42.5 } })

withScope(() => {
  setUser({ id: 'u_7' })
  logger.warn(logger.fmt`Card of ${'Ada'} declined, attempt ${2}`)
})

logger.error('Payment failed', { attributes: { err: new Error('No answer from the bank') } })

// Delivers what is left; the process ends when that is done.
void close()
