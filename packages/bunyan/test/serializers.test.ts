import { once } from 'node:events'
import {
  createServer,
  get,
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import bunyan from 'bunyan'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { info, useRecords } from './support/records.ts'

const { stored } = useRecords()

/** Both ends of one exchange, with secrets in its headers. */
interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly clientRequest: ClientRequest
  readonly clientResponse: IncomingMessage
}

const server = createServer()
let exchange: Exchange

beforeEach(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { readonly port: number }
  const headers = { Host: 'shop.example', Authorization: 'Bearer s3cret', Cookie: 'id=s3cret' }
  const clientRequest = get({ host: '127.0.0.1', port, path: '/cart?item=7', headers })
  const [request, response] = (await once(server, 'request')) as [IncomingMessage, ServerResponse]
  response.sendDate = false
  response.writeHead(201, { 'X-Served-By': 'web-1', 'Set-Cookie': ['a=s3cret', 'b=s3cret'] })
  response.end()
  const [clientResponse] = (await once(clientRequest, 'response')) as [IncomingMessage]
  exchange = { request, response, clientRequest, clientResponse }
})

afterEach(async () => {
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
})

test('a request is its method, address and headers, without what is secret in them', async () => {
  const { request } = exchange
  const logged = await stored((logger) => logger.info({ req: request }, 'hi'), {
    serializers: bunyan.stdSerializers,
  })

  expect(logged).toStrictEqual([
    info('hi', {
      'req.method': 'GET',
      'req.url': '/cart?item=7',
      'req.remoteAddress': '127.0.0.1',
      'req.remotePort': request.socket.remotePort,
      'req.headers.host': 'shop.example',
      'req.headers.authorization': '[Filtered]',
      'req.headers.cookie': '[Filtered]',
      'req.headers.connection': 'keep-alive',
    }),
  ])
})

const header = [
  'HTTP/1.1 201 Created',
  'X-Served-By: web-1',
  'Set-Cookie: [Filtered]',
  'Set-Cookie: [Filtered]',
  'Connection: keep-alive',
  'Keep-Alive: timeout=5',
  'Transfer-Encoding: chunked',
  '',
  '',
].join('\r\n')

test.each(['res', 'answer'])(
  'a response under %s is its status and header, without what is secret in it',
  async (name) => {
    const logged = await stored((logger) => logger.info({ [name]: exchange.response }, 'hi'), {
      serializers: { [name]: bunyan.stdSerializers.res },
    })

    expect(logged).toStrictEqual([
      info('hi', { [`${name}.statusCode`]: 201, [`${name}.header`]: header }),
    ])
  },
)

/** As restify-clients has them. */
const clientSerializers: bunyan.Serializers = {
  client_req: (request: ClientRequest) => ({
    method: request.method,
    url: request.path,
    address: request.host,
    headers: request.getHeaders(),
  }),
  client_res: ({ statusCode, headers }: IncomingMessage) => ({ statusCode, headers }),
}

test('request and response of a client keep back what is secret in their headers', async () => {
  const { clientRequest, clientResponse } = exchange
  const logged = await stored(
    (logger) => logger.info({ client_req: clientRequest, client_res: clientResponse }, 'hi'),
    { serializers: clientSerializers },
  )

  expect(logged).toStrictEqual([
    info('hi', {
      'client_req.method': 'GET',
      'client_req.url': '/cart?item=7',
      'client_req.address': '127.0.0.1',
      'client_req.headers.host': 'shop.example',
      'client_req.headers.authorization': '[Filtered]',
      'client_req.headers.cookie': '[Filtered]',
      'client_res.statusCode': 201,
      'client_res.headers.x-served-by': 'web-1',
      'client_res.headers.set-cookie': '[Filtered]',
      'client_res.headers.connection': 'keep-alive',
      'client_res.headers.keep-alive': 'timeout=5',
      'client_res.headers.transfer-encoding': 'chunked',
    }),
  ])
})

test('what is no request or response passes their serializers as it is', async () => {
  const logged = await stored((logger) => logger.info({ req: 'r1', res: { header: 'x' } }, 'hi'), {
    serializers: bunyan.stdSerializers,
  })

  expect(logged).toStrictEqual([info('hi', { req: 'r1', 'res.header': 'x' })])
})

test('serializers of the application make of fields what they want, in children too', async () => {
  const setup = {
    serializers: { user: (user: { id: string }) => user.id, secret: () => undefined },
  }
  const logged = await stored((logger) => {
    logger.info({ user: { id: 'u1', email: 'a@b.example' }, secret: 'x' }, 'hi')
    logger.child({ user: { id: 'u2', email: 'a@b.example' } }).info('hi')
  }, setup)

  expect(logged).toStrictEqual([info('hi', { user: 'u1' }), info('hi', { user: 'u2' })])
})

test('where a serializer throws, what bunyan writes in the place of the field is sent', async () => {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const setup = {
    serializers: {
      user: (): never => {
        throw new Error('bad')
      },
    },
  }
  const logged = await stored((logger) => logger.info({ user: 'u1', order: 7 }, 'hi'), setup)
  stderr.mockRestore()

  expect(logged).toStrictEqual([
    info('hi', {
      user: '(Error in Bunyan log "user" serializer broke field. See stderr for details.)',
      order: 7,
    }),
  ])
})

test('a serializer of errors that throws lets bunyan throw out of the call, and nothing is sent', async () => {
  const setup = {
    serializers: {
      err: (): never => {
        throw new Error('bad')
      },
    },
  }

  expect(
    await stored((logger) => expect(() => logger.error(new Error('boom'))).toThrow('bad'), setup),
  ).toStrictEqual([])
})
