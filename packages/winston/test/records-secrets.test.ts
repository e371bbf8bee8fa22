import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { format } from 'node:util'
import { expect, test } from 'vitest'
import { useRecords } from './support/records.ts'

const stored = useRecords()

class Account {
  readonly id = 7
  readonly password = 'hunter2'
  toJSON(): object {
    return { id: this.id }
  }
}

const request = new IncomingMessage(new Socket())
request.rawHeaders = ['Host', 'shop', 'Authorization', 'hunter2']
const response = new ServerResponse(request)
response.setHeader('set-cookie', 'hunter2')
response.flushHeaders()

test.each<[string, string, unknown, string]>([
  ['headers', '%s', new Headers({ authorization: 'hunter2', host: 'shop' }), '{}'],
  ['a request', '%o', request, "'[Filtered]'"],
  ['a response', '%O', response, 'set-cookie: [Filtered]'],
  ['the parameters of an address', '%o', new URLSearchParams('token=hunter2'), '{}'],
  ['what a toJSON leaves out', '%s', new Account(), '{ id: 7 }'],
  ['a symbol', '%O', { [Symbol('password')]: 'hunter2', id: 7 }, '{ id: 7 }'],
  [
    'a hidden field',
    '%o',
    Object.defineProperty({ id: 7 }, 'api-key', { value: 'hunter2' }),
    '{ id: 7 }',
  ],
  ['a map', '%s', new Map([['x-api-key', 'hunter2']]), "{ 'x-api-key': '[Filtered]' }"],
])(
  'what is sensitive in %s is not shown in the message',
  async (_what, template, argument, shown) => {
    const [line] = await stored((logger) => logger.info(`got ${template}`, argument))

    expect(format(template, argument)).toContain('hunter2')
    expect(JSON.stringify(line)).not.toContain('hunter2')
    expect(line?.body).toContain(shown)
  },
)
