import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { info, useRecords } from './support/records.ts'

const { record } = useRecords()

const server = createServer()
let req: IncomingMessage
let res: ServerResponse

// A request that is not over: of one that is, pino cannot tell where it came from.
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const headers = {
    accept: '*/*',
    authorization: 'Bearer hunter2',
    cookie: 'session=hunter2',
    'proxy-authorization': 'Basic hunter2',
    'x-api-key': 'hunter2',
  }
  get({ host: '127.0.0.1', port, path: '/cart?item=7', headers, agent: false }).once(
    'error',
    () => {},
  )
  ;[req, res] = (await once(server, 'request')) as [IncomingMessage, ServerResponse]
  res.setHeader('etag', 'x').setHeader('set-cookie', ['session=hunter2', 'b=c']).flushHeaders()
})

afterAll(() => {
  server.close()
  server.closeAllConnections()
})

const { req: reqSerializer, res: resSerializer } = pino.stdSerializers
const serializers = { req: reqSerializer, res: resSerializer }

test('requests and responses, as pino-http logs them, are spread, without what is secret in their headers', async () => {
  const fields = { req, res, responseTime: 12 }

  expect(await record((log) => log.info(fields, 'request completed'), { serializers })).toEqual([
    info('request completed', {
      responseTime: 12,
      'req.method': 'GET',
      'req.url': '/cart?item=7',
      'req.remoteAddress': '127.0.0.1',
      'req.remotePort': expect.any(Number),
      'req.headers.accept': '*/*',
      'req.headers.authorization': '[Filtered]',
      'req.headers.connection': 'close',
      'req.headers.cookie': '[Filtered]',
      'req.headers.host': expect.stringContaining('127.0.0.1:'),
      'req.headers.proxy-authorization': '[Filtered]',
      'req.headers.x-api-key': '[Filtered]',
      'res.statusCode': 200,
      'res.headers.etag': 'x',
      'res.headers.set-cookie': '[Filtered]',
    }),
  ])
})

test('a child logger of a request tells it on every line', async () => {
  const [stored] = await record((log) => log.child({ req }).info('x'), { serializers })

  expect(stored?.attributes).toMatchObject({
    'req.method': 'GET',
    'req.headers.cookie': '[Filtered]',
  })
})

test('with an own redact list and without one the headers are as told', async () => {
  const log = { headers: { cookie: 'a', accept: 'b' } }

  expect(
    await record((logger) => logger.info(log, 'x'), { sentry: { redact: ['accept'] } }),
  ).toEqual([info('x', { 'headers.cookie': 'a', 'headers.accept': '[Filtered]' })])
  expect(await record((logger) => logger.info(log, 'x'), { sentry: { redact: false } })).toEqual([
    info('x', { 'headers.cookie': 'a', 'headers.accept': 'b' }),
  ])
})
