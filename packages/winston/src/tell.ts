import type { EventEmitter } from 'node:events'

/**
 * Tells whoever listens. What a listener throws is the application's, but must not come out of its
 * call to the logger.
 */
export function tell(emitter: EventEmitter, event: string, value: unknown): void {
  if (emitter.listenerCount(event) === 0) return
  try {
    emitter.emit(event, value)
  } catch (error) {
    process.nextTick(() => {
      throw error
    })
  }
}
