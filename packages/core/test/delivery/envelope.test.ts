import { parseEnvelope } from '@sentry/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  containerBytes,
  parseLogs,
  serializeClientReport,
  serializeLogs,
} from '../../src/delivery/envelope.ts'

const sdk = { name: 'logs-to-sentry', version: '1.2.3' }

function linesOf(envelope: Uint8Array): string[] {
  return Buffer.from(envelope).toString().split('\n')
}

describe('serializeLogs', () => {
  it('writes the header, the item header, the container and a line end', () => {
    const lines = linesOf(serializeLogs({ sdk }, ['{"body":"a"}', '{"body":"b"}']))

    expect(lines).toEqual([
      '{"sdk":{"name":"logs-to-sentry","version":"1.2.3"}}',
      '{"type":"log","item_count":2,"content_type":"application/vnd.sentry.items.log+json","length":49}',
      '{"version":2,"items":[{"body":"a"},{"body":"b"}]}',
      '',
    ])
  })

  it('counts the length in bytes, not in characters', () => {
    const [, itemHeader = '', payload = ''] = linesOf(serializeLogs({ sdk }, ['"Grüße 🎉"']))

    expect(JSON.parse(itemHeader)).toMatchObject({ length: Buffer.byteLength(payload) })
    expect(Buffer.byteLength(payload)).toBeGreaterThan(payload.length)
  })

  it('tells a tunnel the DSN, and nobody when it was sent', () => {
    const dsn = 'https://key@sentry.example/1'

    const [header = ''] = linesOf(serializeLogs({ sdk, dsn }, ['{}']))

    expect(JSON.parse(header)).toEqual({ sdk, dsn })
  })

  it('is read by the parser of the official SDK as what was written', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 100 }), (logs) => {
        const texts = logs.map((log) => JSON.stringify(log))

        const [header, items] = parseEnvelope(serializeLogs({ sdk }, texts))
        const payload: unknown = items[0]?.[1]

        expect(header).toEqual({ sdk })
        expect(items).toHaveLength(1)
        expect(items[0]?.[0]).toMatchObject({ type: 'log', item_count: logs.length })
        expect(
          payload instanceof Uint8Array && JSON.parse(Buffer.from(payload).toString()),
        ).toEqual({
          version: 2,
          items: texts.map((text): unknown => JSON.parse(text)),
        })
      }),
    )
  })

  it('adds as many bytes around the logs as it says', () => {
    const [, , payload = ''] = linesOf(serializeLogs({ sdk }, ['12345']))

    expect(Buffer.byteLength(payload)).toBe(containerBytes + 5)
  })
})

describe('parseLogs', () => {
  it('reads back to the letter what was written', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { minLength: 1, maxLength: 20 }), (logs) => {
        const texts = logs.map((log) => JSON.stringify(log))

        expect(parseLogs(serializeLogs({ sdk }, texts))).toEqual(texts)
      }),
    )
  })

  it('leaves alone what only looks like JSON, and numbers as they are written', () => {
    const texts = [
      '{"body":"]},{\\"a\\\\","n":[1.0,{"big":12345678901234567890}]}',
      '{"body":"\\\\"}',
    ]

    expect(parseLogs(serializeLogs({ sdk }, texts))).toEqual(texts)
  })
})

describe('serializeClientReport', () => {
  it('writes what was dropped, and the time in seconds', () => {
    const events = [
      { reason: 'queue_overflow', category: 'log_item', quantity: 7 },
      { reason: 'queue_overflow', category: 'log_byte', quantity: 1840 },
    ] as const

    const [header, itemHeader = '', payload = ''] = linesOf(
      serializeClientReport({}, events, 1_785_578_460_500),
    )

    expect(header).toBe('{}')
    expect(JSON.parse(itemHeader)).toEqual({ type: 'client_report', length: payload.length })
    expect(JSON.parse(payload)).toEqual({ timestamp: 1_785_578_460.5, discarded_events: events })
  })
})
