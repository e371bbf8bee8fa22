// Child process: Spotlight, reachable from this machine only and silent towards everybody else.
import { readFile, readdir } from 'node:fs/promises'
import { Server } from 'node:net'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

// Spotlight cannot be told an address and would listen on all of them.
const listen = Reflect.get(Server.prototype, 'listen')
Server.prototype.listen = function (port, _host, ...rest) {
  return Reflect.apply(listen, this, [port, '127.0.0.1', ...rest])
}

const ui = fileURLToPath(new URL('../ui/', import.meta.resolve('@spotlightjs/spotlight')))
const { setupSpotlight } = await import('@spotlightjs/spotlight')
const silent = { info() {}, warn() {}, debug() {}, error: console.error }

const server = await setupSpotlight({
  port: 0,
  isStandalone: true,
  basePath: fileURLToPath(new URL('.', import.meta.url)),
  filesToServe: await page(),
  logger: silent,
})
process.send({ port: server.address().port })
process.on('disconnect', () => process.exit())

/** The page's files by path, without the telemetry that the page sends to its makers. */
async function page() {
  const found = await readdir(ui, { recursive: true, withFileTypes: true })
  const paths = found
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  const files = paths.map(async (path) => {
    const name = relative(ui, path).replaceAll(sep, '/')
    return [name, withoutTelemetry(name, await readFile(path))]
  })
  return Object.fromEntries(await Promise.all(files))
}

function withoutTelemetry(name, content) {
  if (name === 'index.html') {
    return Buffer.from(content.toString().replace(' https://*.sentry.io', ''))
  }
  if (!name.endsWith('.js')) return content
  return Buffer.from(content.toString().replace(/https:\/\/\w+@[\w.]+\.sentry\.io\/\d+/g, ''))
}
