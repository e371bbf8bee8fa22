// `npm start`: from a fresh clone to the lines of a small shop in a web page. Needs Node and npm only.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`logs-to-sentry needs Node 20.19 or later, and this is ${process.version}.`)
  process.exit(1)
}

const { Halt } = await import('../demo/screen.mjs')
try {
  const once = process.argv.includes('--once')
  const unknown = process.argv.slice(2).find((argument) => argument !== '--once')
  if (unknown)
    throw new Halt(`Unknown argument ${unknown}. There is only --once: do not wait for Ctrl-C.`)
  const { prepare } = await import('./prepare.mjs')
  await prepare('demo')
  const { main } = await import('../demo/main.mjs')
  process.exitCode = await main({ once })
} catch (error) {
  console.error(error instanceof Halt ? error.message : error)
  process.exitCode = 1
}
