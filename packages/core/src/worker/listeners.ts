import type { DeliverySettings } from '../delivery/delivery.ts'
import type { ListenerNews } from './seam.ts'
import type { Teller } from './teller.ts'

type Listeners = Pick<DeliverySettings, 'onRefused' | 'onSpoolFailure' | 'onDiagnostic'>

/** What delivery tells in the worker goes to the application's thread. */
export const listenersOf = (teller: Teller, debug: boolean): Listeners => ({
  onRefused: (status) => teller.tell({ kind: 'refused', status }),
  onSpoolFailure: ({ message }) => teller.tell({ kind: 'spool-failed', error: message }),
  ...(debug && { onDiagnostic: (message) => teller.tell({ kind: 'diagnostic', message }) }),
})

/** Tells it there. */
export function tellListeners(listeners: Listeners, news: ListenerNews): void {
  if (news.kind === 'spool-failed') listeners.onSpoolFailure?.(new Error(news.error))
  else if (news.kind === 'refused') listeners.onRefused?.(news.status)
  else listeners.onDiagnostic?.(news.message)
}
