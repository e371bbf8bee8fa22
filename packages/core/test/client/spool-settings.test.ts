import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { toDeliverySettings } from '../../src/client/delivery-settings.ts'
import type { SpoolSettings } from '../../src/delivery/settings.ts'
import { parseDsn } from '../../src/options/dsn.ts'
import type { Options } from '../../src/options/options.ts'
import { resolveSettings } from '../../src/options/settings.ts'

function spoolOf(address: string, options: Options = {}): SpoolSettings | undefined {
  const dsn = parseDsn(address)
  if (dsn === undefined) throw new Error(`${address} is no DSN`)
  const settings = resolveSettings({ spool: { directory: 'spool' }, ...options }, {})
  return toDeliverySettings(settings, dsn).spool
}

const targetOf = (address: string, options?: Options): string | undefined =>
  spoolOf(address, options)?.target

it('the directory of the spool stays where it is when the working directory changes', () => {
  expect(spoolOf('https://key@sentry.example/1')).toMatchObject({
    directory: resolve('spool'),
    maxBytes: 67_108_864,
  })
})

it('without the option there is no spool', () => {
  expect(spoolOf('https://key@sentry.example/1', { spool: undefined })).toBeUndefined()
})

it('files are for one project at one place, whatever its key', () => {
  const target = targetOf('https://key@sentry.example/1')

  expect(targetOf('https://another@sentry.example/1')).toBe(target)
  expect(targetOf('https://key@sentry.example/2')).not.toBe(target)
  expect(targetOf('https://key@other.example/1')).not.toBe(target)
  const tunnel = 'https://relay.example/'
  expect(targetOf('https://key@sentry.example/1', { tunnel })).not.toBe(target)
})

it.each<[spool: unknown, option: string, expected: string]>([
  ['/var/spool', 'spool', 'an object of directory and maxBytes'],
  [{}, 'spool.directory', 'an object of directory and maxBytes'],
  [{ directory: '' }, 'spool.directory', 'the path of a folder'],
  [{ directory: 'a', maxBytes: 1_048_575 }, 'spool.maxBytes', 'a whole number from 1048576'],
  [{ directory: 'a', maxBytes: 2 ** 37 }, 'spool.maxBytes', 'a whole number from 1048576'],
  [{ directory: 'a', max: 1 }, 'spool.max', 'an object of directory and maxBytes'],
])('spool: %j is refused', (spool, option, expected) => {
  const resolving = (): unknown => resolveSettings({ spool } as Options, {})

  expect(resolving).toThrow(TypeError)
  expect(resolving).toThrow(`option "${option}" is`)
  expect(resolving).toThrow(`expected ${expected}`)
})
