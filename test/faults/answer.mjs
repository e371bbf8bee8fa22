// The answering end of a process that is asked for things; the other one is in child.mjs.

/** What the child was told at its start. */
export const settings = JSON.parse(process.argv[2] ?? '{}')

/**
 * The answering end, to be called in the child. Once it is asked for `release` it keeps the child alive no
 * more; when the asking process is gone without that, the child ends.
 *
 * @param {Record<string, (value: any) => unknown>} answers
 */
export function answer(answers) {
  const leave = () => process.exit(1)
  const give = async ({ id, what, value }) => {
    process.send?.({ id, result: await answers[what]?.(value) })
    if (what !== 'release') return
    process.off('disconnect', leave)
    process.disconnect()
  }
  process.on('disconnect', leave)
  process.on('message', (question) => void give(question))
}
