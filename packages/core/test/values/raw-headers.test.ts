import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { buildAttributes, defaultShape } from '../../src/values/attributes.ts'
import { toJsonText } from '../../src/values/json-text.ts'
import { withoutSensitiveHeaders } from '../../src/values/raw-headers.ts'
import { createRedactor, defaultRedact } from '../../src/values/redact.ts'

const isSensitive = createRedactor(defaultRedact)
const headers = { authorization: 'Bearer hunter2', cookie: 'sid=hunter2', 'x-shop': 'mugs' }

/** One real exchange, both its ends as Node has them. */
async function exchange(look: (parts: object) => void): Promise<void> {
  const server = createServer((req: IncomingMessage, res: ServerResponse) => {
    res.setHeader('Set-Cookie', ['sid=hunter2', 'b=hunter2'])
    res.setHeader('X-Shop', 'mugs')
    res.end()
    look({ req, res })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const request = get({ port, host: '127.0.0.1', headers, agent: false })
  // Nothing is sent yet.
  look({ request })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  look({ error: Object.assign(new Error('failed'), { request, response }) })
  response.resume()
  await once(response, 'end')
  server.close()
  await once(server, 'close')
}

test('requests and responses of Node are told without sensitive headers, wherever they hold them', async () => {
  const shape = { ...defaultShape, maxAttributes: 1024, maxValueBytes: 65_536 }
  const told: string[] = []
  await exchange((parts) => {
    told.push(JSON.stringify(buildAttributes({ ...parts }, shape)))
    told.push(JSON.stringify(buildAttributes({ ...parts }, { ...shape, flatten: false })))
    told.push(JSON.stringify(buildAttributes({ list: [parts] }, shape)))
    told.push(toJsonText(parts, isSensitive))
  })

  expect(told).toHaveLength(12)
  for (const text of told) {
    expect(text).not.toContain('hunter2')
    expect(text).toContain('mugs')
  }
})

test('a list of headers keeps the values of its sensitive names back', () => {
  const list = ['Host', 'shop', 'Cookie', 'a=1', 'cookie', 'b=2', 'X-Auth-Token', 't', 'Token']

  expect(withoutSensitiveHeaders('rawHeaders', list, isSensitive)).toEqual([
    'Host',
    'shop',
    'Cookie',
    '[Filtered]',
    'cookie',
    '[Filtered]',
    'X-Auth-Token',
    '[Filtered]',
    'Token',
  ])
  expect(list).toContain('a=1')
})

test('a text of headers keeps the values of its sensitive names back', () => {
  const text =
    'GET /a?b=c:d HTTP/1.1\r\nHost: shop:80\r\nAuthorization: Basic: x\r\nCOOKIE:y\r\n\r\n'

  expect(withoutSensitiveHeaders('_header', text, isSensitive)).toBe(
    'GET /a?b=c:d HTTP/1.1\r\nHost: shop:80\r\nAuthorization: [Filtered]\r\nCOOKIE: [Filtered]\r\n\r\n',
  )
})

test.each([
  ['rawHeaders', 'Cookie'],
  ['_header', ['Cookie', 'a=1']],
  ['headers', ['Cookie', 'a=1']],
  ['rawTrailers', undefined],
  ['data', 'Cookie: a=1'],
  ['other', 'GET / HTTP/1.1\r\nCookie: a=1'],
])('under %s %j is what it is', (field, value) => {
  expect(withoutSensitiveHeaders(field, value, isSensitive)).toBe(value)
})

test('without redaction all headers are sent', () => {
  const list = ['Cookie', 'a=1']

  expect(withoutSensitiveHeaders('rawHeaders', list, () => false)).toEqual(list)
})
