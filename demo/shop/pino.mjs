import pino from 'pino'
import { orders, pay } from './orders.mjs'

const log = pino({
  level: 'trace',
  customLevels: { audit: 35 },
  transport: {
    targets: [
      { target: 'pino/file', level: 'trace' },
      { target: '@logs-to-sentry/pino', level: 'trace' },
    ],
  },
})

log.info({ shop: { city: 'Oslo', tills: 2 } }, 'shop opened')

for (const order of orders) {
  const orderLog = log.child({ order_id: order.id })
  orderLog.debug({ customer: order.customer, items: order.items }, 'order placed')
  try {
    orderLog.info({ payment: pay(order) }, 'order paid')
    orderLog.audit('goods released')
  } catch (error) {
    orderLog.error(error, 'payment failed')
  }
}

log.trace({ till: 2 }, 'till polled')
log.warn({ stock: { mug: 1 } }, 'stock is low')
log.fatal(new Error('no paper'), 'till stopped')
