import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'tsdown'
import type { DeliverySettings } from '../../src/delivery/delivery.ts'
import { settingsFor } from './delivering.ts'

const root = join(import.meta.dirname, '..', '..')
/** Below the package, so that what is built finds undici. */
const outDir = join(root, 'node_modules', '.cache', 'delivery-test')

/** Builds delivery alone, as it is shipped, for {@link runDelivery}. */
export async function buildDelivery(): Promise<void> {
  await build({
    config: false,
    logLevel: 'error',
    cwd: root,
    entry: 'src/delivery/delivery.ts',
    outDir,
    dts: false,
    platform: 'node',
    target: 'node20.19',
  })
}

/**
 * Runs code in a process of its own that has a `delivery` to the DSN and `log(severity)`, a log for it.
 *
 * Resolves with what it wrote to standard output; rejects when it has not ended after five seconds.
 */
export async function runDelivery(
  dsn: string,
  code: string,
  settings: Partial<DeliverySettings> = {},
): Promise<string> {
  const source = `
    import { Delivery } from ${JSON.stringify(pathToFileURL(join(outDir, 'delivery.mjs')).href)}
    const owner = { delivered: () => {}, dropped: () => {} }
    const log = (severity) => ({
      json: JSON.stringify({
        timestamp: Date.now() / 1000,
        trace_id: '0af7651916cd43dd8448eb211c80319c',
        level: severity,
        body: 'from a process',
        attributes: {},
      }),
      severity,
      billedBytes: 14,
      owner,
    })
    const delivery = new Delivery(${JSON.stringify(settingsFor(dsn, settings))})
    ${code}`
  const run = promisify(execFile)
  const args = ['--input-type=module', '--eval', source]
  const { stdout } = await run(process.execPath, args, { timeout: 5000 })
  return stdout.trim()
}
