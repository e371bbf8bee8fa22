import { shared } from '@logs-to-sentry/core'
import { LineTracker } from './line-tracker.ts'
import type { Source } from './origin.ts'

const trackers = shared('winston-trackers', () => new WeakMap<Source, LineTracker>())

/** Finds the logger itself: a child logger has no streams of its own. */
export function loggerOf(source: Source): Source {
  let owner: object | null = source
  while (owner !== null && !Object.hasOwn(owner, '_writableState')) {
    owner = Reflect.getPrototypeOf(owner)
  }
  return owner ?? source
}

/** Begins to follow the lines of a logger, until `unfollow` is called as often. */
export function follow(logger: Source): void {
  const tracker = trackers.get(logger) ?? new LineTracker(logger)
  trackers.set(logger, tracker)
  tracker.start()
}

export function unfollow(logger: Source): void {
  trackers.get(logger)?.stop()
}
