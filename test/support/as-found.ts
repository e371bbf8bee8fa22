// Files that share a process leave it as they found it, so that none can tell which came before.
import { afterAll, beforeAll, expect, vi } from 'vitest'

const look = (): unknown => ({
  environment: { ...process.env },
  listeners: process.eventNames().map((name) => [name, process.listenerCount(name)]),
  isTimeFaked: vi.isFakeTimers(),
  // Said once in a process: whoever says one keeps it from the next.
  warned: Reflect.get(globalThis, Symbol.for('logs-to-sentry/1/warned')) ?? new Set(),
})

let found: unknown
beforeAll(() => void (found = structuredClone(look())))
afterAll(() => expect(look()).toEqual(found))
