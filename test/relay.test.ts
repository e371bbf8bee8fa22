import { expect, test } from 'vitest'

import { startRelay } from './support/relay.ts'

test('a good envelope is answered 200, its log is kept and no problem is noted', async () => {
  await using relay = await startRelay()
  const payload = `{"version":2,"items":[{"timestamp":${Date.now() / 1000},"trace_id":"0af7651916cd43dd8448eb211c80319c","level":"info","body":"up","attributes":{"port":{"value":8080,"type":"integer"}}}]}`

  const response = await fetch(`${relay.url}/api/1/envelope/`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-sentry-envelope',
      'X-Sentry-Auth': `Sentry sentry_key=${new URL(relay.dsn).username}, sentry_version=7, sentry_client=test/1`,
    },
    body: `{}\n{"type":"log","item_count":1,"content_type":"application/vnd.sentry.items.log+json","length":${payload.length}}\n${payload}\n`,
  })

  expect(relay.problems).toEqual([])
  expect(response.status).toBe(200)
  expect(relay.logs).toMatchObject([{ body: 'up', attributes: { port: 8080 } }])
})
