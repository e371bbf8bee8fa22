import { SentryTransport } from '@logs-to-sentry/winston'
import winston from 'winston'
import { orders, pay } from './orders.mjs'

const log = winston.createLogger({
  level: 'trace',
  levels: { fatal: 0, error: 1, warn: 2, audit: 3, info: 4, debug: 5, trace: 6 },
  transports: [new winston.transports.Console(), new SentryTransport()],
})

log.info('shop opened', { shop: { city: 'Oslo', tills: 2 } })

for (const order of orders) {
  const orderLog = log.child({ order_id: order.id })
  orderLog.debug('order placed', { customer: order.customer, items: order.items })
  try {
    orderLog.info('order paid', { payment: pay(order) })
    orderLog.audit('goods released')
  } catch (error) {
    orderLog.error('payment failed', { error })
  }
}

log.trace('till polled', { till: 2 })
log.warn('stock is low', { stock: { mug: 1 } })
log.log('fatal', 'till stopped', { error: new Error('no paper') })
log.end()
