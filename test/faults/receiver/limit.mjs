/** Rate limits of the server: each begins with the first logs it is asked to judge, and holds for some time. */
export class Limit {
  #until
  lines = 0
  requests = 0

  /** The next logs begin a new one. */
  renew() {
    this.#until = undefined
  }

  /**
   * Logs are answered `status`, with a header that says how long the limit holds; with 429 none are kept.
   *
   * @param {{ status: number, forMs: number, headers: Readonly<Record<string, string>> }} mode
   *   in the headers, SECONDS stands for what is left of the limit
   * @param {readonly unknown[]} logs
   */
  judge({ status, forMs, headers }, logs) {
    if (logs.length === 0) return { status: 200, isStored: true }
    const now = performance.now()
    this.#until ??= now + forMs
    if (now >= this.#until) return { status: 200, isStored: true }
    this.requests += 1
    const seconds = String(Math.ceil((this.#until - now) / 1000))
    const said = Object.entries(headers).map(([name, value]) => [
      name,
      value.replaceAll('SECONDS', seconds),
    ])
    if (status === 429) this.lines += logs.length
    return { status, isStored: status !== 429, headers: Object.fromEntries(said) }
  }
}
