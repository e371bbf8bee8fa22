const rounds = 7
const warmUpMs = 200

/** Nanoseconds of this process for one call, of which others at work on the machine take nothing away. */
export function timePerCall(run, calls) {
  // Until it is compiled, and at least as often as it is measured.
  const start = performance.now()
  for (let call = 0; call < calls || performance.now() - start < warmUpMs; call += 1) run()
  const times = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage()
    for (let call = 0; call < calls; call += 1) run()
    const { user, system } = process.cpuUsage(before)
    return ((user + system) * 1000) / calls
  })
  return times.toSorted((a, b) => a - b)[rounds >> 1]
}
