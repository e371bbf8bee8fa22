/** What client reports told of lost lines. */
export class Reports {
  /** @type {Record<string, { logs: number, bytes: number }>} by reason */
  sums = {}

  get lines() {
    return Object.values(this.sums).reduce((sum, { logs }) => sum + logs, 0)
  }

  /** @param {{ discarded_events: readonly { reason: string, category: string, quantity: number }[] }} report */
  add({ discarded_events: events }) {
    for (const { reason, category, quantity } of events) {
      const sum = (this.sums[reason] ??= { logs: 0, bytes: 0 })
      sum[category === 'log_item' ? 'logs' : 'bytes'] += quantity
    }
  }
}
