/** The longest that a timer of Node can wait. */
export const maxTimerMs: number = 2 ** 31 - 1

/** Whether `work` is done within `timeoutMs`; keeps the process alive until it is known. */
export async function isDoneWithin(work: Promise<void>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), Math.min(timeoutMs, maxTimerMs))
  })
  try {
    return await Promise.race([work.then(() => true), timeout])
  } finally {
    clearTimeout(timer)
  }
}
