/** How many requests there are: at once, and in any one second. */
export class Traffic {
  #open = 0
  #arrivals = []
  requests = 0
  peakOpen = 0
  peakPerSecond = 0

  /** Begins to measure anew. */
  reset() {
    this.requests = 0
    this.peakOpen = this.#open
    this.peakPerSecond = 0
    this.#arrivals = []
  }

  /** A request begins; returns what is to be called when it is answered, or given up. */
  begin() {
    const now = performance.now()
    this.requests += 1
    this.#open += 1
    this.#arrivals.push(now)
    while (this.#arrivals[0] < now - 1000) this.#arrivals.shift()
    this.peakOpen = Math.max(this.peakOpen, this.#open)
    this.peakPerSecond = Math.max(this.peakPerSecond, this.#arrivals.length)
    let isOpen = true
    return () => {
      if (isOpen) this.#open -= 1
      isOpen = false
    }
  }

  get measures() {
    const { requests, peakOpen, peakPerSecond } = this
    return { requests, peakOpen, peakPerSecond }
  }
}
