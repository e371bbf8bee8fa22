import { init, logger, setAttributes, withScope } from '@logs-to-sentry/core'
import { orders, pay } from './orders.mjs'

// `logger.*` writes to Sentry only, so the terminal gets its copy from the hook.
init({
  beforeSendLog(log) {
    const { severity_text: level, body, attributes } = log
    console.log(JSON.stringify({ level, body, attributes }))
    return log
  },
})

logger.info('shop opened', { attributes: { shop: { city: 'Oslo', tills: 2 } } })

for (const order of orders) {
  withScope(() => {
    setAttributes({ order_id: order.id })
    const { customer, items } = order
    logger.debug('order of {customer} placed', {
      customer: customer.id,
      attributes: { customer, items },
    })
    try {
      logger.info('order paid', { attributes: { payment: pay(order) } })
      logger.info(logger.fmt`goods released: ${order.items.length}`)
    } catch (error) {
      logger.error('payment failed', { attributes: { error } })
    }
  })
}

logger.trace('till polled', { attributes: { till: 2 } })
logger.warning('stock is low', { attributes: { stock: { mug: 1 } } })
logger.fatal('till stopped', { attributes: { error: new Error('no paper') } })
