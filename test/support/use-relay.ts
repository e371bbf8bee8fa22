import { afterEach, beforeEach, expect } from 'vitest'
import { startRelay, type Relay } from './relay.ts'

/** Gives each test of a file a relay of its own; what the test sent must have broken no rule. */
export function useRelay(use: (relay: Relay) => void): void {
  let relay: Relay
  beforeEach(async () => {
    relay = await startRelay()
    use(relay)
  })
  afterEach(async () => {
    await relay.close()
    expect(relay.problems).toEqual([])
  })
}
