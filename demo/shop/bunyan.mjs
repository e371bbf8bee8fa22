import { sentryStream } from '@logs-to-sentry/bunyan'
import bunyan from 'bunyan'
import { orders, pay } from './orders.mjs'

const log = bunyan.createLogger({
  name: 'shop',
  streams: [{ stream: process.stdout, level: 'trace' }, sentryStream({ level: 'trace' })],
})

log.info({ shop: { city: 'Oslo', tills: 2 } }, 'shop opened')

for (const order of orders) {
  const orderLog = log.child({ order_id: order.id })
  orderLog.debug({ customer: order.customer, items: order.items }, 'order placed')
  try {
    orderLog.info({ payment: pay(order) }, 'order paid')
    // bunyan's own way to a level between two others.
    orderLog.info({ level: 35 }, 'goods released')
  } catch (error) {
    orderLog.error(error, 'payment failed')
  }
}

log.trace({ till: 2 }, 'till polled')
log.warn({ stock: { mug: 1 } }, 'stock is low')
log.fatal(new Error('no paper'), 'till stopped')
