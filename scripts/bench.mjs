// `npm run bench` and `npm run bench:guard`: install and build what is missing, then measure.
const [command = 'run', ...args] = process.argv.slice(2)
const { prepare } = await import('./prepare.mjs')
const { Halt } = await import('../demo/screen.mjs')
try {
  await prepare('bench')
  const { main } = await import(`../bench/${command}.mjs`)
  await main(args)
} catch (error) {
  console.error(error instanceof Halt || error instanceof TypeError ? error.message : error)
  process.exitCode = 1
}
