// A morning in the shop. No logging here: each program beside this file logs it in its logger's own way.

export const orders = [
  { id: 'or_1001', customer: { id: 'cu_7', country: 'NO' }, items: ['mug', 'mug'], total: 31.8 },
  { id: 'or_1002', customer: { id: 'cu_3', country: 'PT' }, items: ['teapot'], total: 64 },
  { id: 'or_1003', customer: { id: 'cu_9', country: 'NZ' }, items: ['cup', 'saucer'], total: 18.5 },
]

export class PaymentError extends Error {
  name = 'PaymentError'

  constructor(message, { code, cause }) {
    super(message, { cause })
    this.code = code
  }
}

/** Charges the customer's card, or throws a PaymentError. */
export function pay(order) {
  if (order.id === 'or_1002') {
    const cause = new Error('the bank answered 402')
    throw new PaymentError(`card of ${order.customer.id} was declined`, { code: 'DECLINED', cause })
  }
  return { provider: 'stripe', amount: order.total, card_number: '4242 4242 4242 4242' }
}
