// What a run tells while it goes on.

/** @param {number} total */
export function progressOf(total) {
  let done = 0
  return {
    tell(what, news) {
      done += 1
      const percent = String(Math.round((100 * done) / total)).padStart(3)
      console.log(`${percent} %  ${what.padEnd(66)} ${news}`)
    },
    /** For what turns out not to be needed. */
    skip() {
      done += 1
    },
  }
}
