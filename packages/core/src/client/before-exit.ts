import { nextTurn } from '../delivery/alarm.ts'

/** What must be known of a client to deliver its logs before the process ends. */
export interface Exiting {
  readonly stats: { readonly captured: number; readonly delivered: number; readonly queued: number }
  flushLast(): Promise<boolean>
}

/**
 * Flushes the clients of the thread each time its event loop runs out, which it does again after each flush.
 *
 * It comes to an end whatever the program does: what listeners of `beforeExit` log is taken along with
 * the flush of their own event and calls for no further one, nor does a client of which nothing got
 * through, so that an `onDrop` that logs is not told of its own losses for ever.
 */
export function flushBeforeExit(clients: ReadonlySet<Exiting>): void {
  const captured = new WeakMap<Exiting, number>()
  const stuckAt = new WeakMap<Exiting, number>()

  const flush = async (client: Exiting): Promise<void> => {
    const before = client.stats
    captured.set(client, before.captured)
    await client.flushLast()
    if (before.queued > 0) stuckAt.set(client, before.delivered)
  }
  const hasNews = (client: Exiting): boolean =>
    client.stats.captured !== captured.get(client) && client.stats.delivered !== stuckAt.get(client)

  // Before all others, to see which logs are theirs.
  const listen = (): void => void process.prependOnceListener('beforeExit', onBeforeExit)
  const onBeforeExit = (): void => {
    listen()
    const news = [...clients].filter(hasNews)
    // In the next turn they have logged.
    if (news.length > 0) void nextTurn().then(() => news.map(flush))
  }
  listen()
}
