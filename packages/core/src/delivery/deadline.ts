/** The longest that a timer of Node can wait. */
export const maxTimerMs: number = 2 ** 31 - 1

/** Whether `work` is done within `timeoutMs`; keeps the process alive until it is known. */
export function isDoneWithin(work: Promise<void>, timeoutMs: number): Promise<boolean> {
  return isTrueWithin(
    work.then(() => true),
    timeoutMs,
  )
}

/** Whether a promise resolves to true within `timeoutMs`; keeps the process alive until it is known. */
export async function isTrueWithin(answer: Promise<boolean>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), Math.min(timeoutMs, maxTimerMs))
  })
  try {
    return await Promise.race([answer, timeout])
  } finally {
    clearTimeout(timer)
  }
}
