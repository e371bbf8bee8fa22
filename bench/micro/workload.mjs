// Lines as programs log them, each with what is peculiar to one shape.

let count = 0

/** A text that no two lines share, as ids do not. */
const id = () => `req_${(count += 1).toString(36).padStart(10, '0')}`

/** The line of a web request: eight fields of mixed kinds, an object and a list among them. */
export const request = () => ({
  requestId: id(),
  method: 'GET',
  path: '/api/v1/users/42/orders',
  status: 200,
  durationMs: 12.5 + (count % 100),
  cached: count % 2 === 0,
  user: { id: 40_000 + (count % 1000), plan: 'pro' },
  tags: ['eu-west-1', 'blue'],
})

/** What a child logger binds. */
export const bindings = { service: 'checkout', component: 'http' }

export const message = 'request completed'

/** `depth` objects in each other, with two fields each. */
export const nested = (depth) => {
  let fields = { leaf: id(), value: count }
  for (let level = 1; level < depth; level += 1) fields = { inner: fields, level, name: 'inner' }
  return fields
}

/** `size` fields: texts, numbers and flags in turn. */
export const wide = (size) => {
  const fields = { requestId: id() }
  for (let index = 1; index < size; index += 1) {
    fields[`field_${index}`] = [`value ${index}`, index, index % 2 === 0][index % 3]
  }
  return fields
}

export const error = Object.assign(new TypeError('cannot read the order'), { code: 'E_ORDER' })
