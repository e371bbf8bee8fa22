import type { Dispatcher } from './agent.ts'
import { Alarm, nextTurn } from './alarm.ts'
import { toOutcome, type Answer, type Outcome } from './outcome.ts'

/** A socket is worth keeping for another request only if the answer's body ends soon. */
const maxDrainBytes = 64 * 1024
const maxDrainMs = 2000
/** A server that sends more of them before its answer (`103 Early Hints`) keeps the thread busy, and means no good. */
const maxInterimAnswers = 16

/**
 * One request and its answer.
 *
 * Status and headers decide as soon as they are there; the body is read on to free the socket,
 * up to 64 KiB or two seconds, then the socket is given up.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  /** Never rejects. */
  readonly outcome: Promise<Outcome>
  readonly #onEnd: (exchange: Exchange) => void
  #resolve: (outcome: Outcome) => void = () => {}
  #controller: Dispatcher.DispatchController | undefined
  readonly #alarm: Alarm
  #complaint: string
  #interimAnswers = 0
  #drainedBytes = 0
  #ended = false

  constructor(timeoutMs: number, onEnd: (exchange: Exchange) => void) {
    this.outcome = new Promise((resolve) => {
      this.#resolve = resolve
    })
    this.#onEnd = onEnd
    this.#complaint = `no answer within ${timeoutMs} ms`
    this.#alarm = new Alarm(() => void this.#expire())
    this.#alarm.set(performance.now() + timeoutMs)
  }

  /** Gives up: fails unless there was an answer already. */
  abort(error: Error): void {
    this.#resolve({ type: 'failed', error })
    this.#end()
    this.#controller?.abort(error)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#ended) controller.abort(new Error('given up before there was a connection'))
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    if (this.#ended) return
    if (status < 200) {
      this.#interimAnswers += 1
      if (this.#interimAnswers > maxInterimAnswers)
        this.abort(new Error('it answers without an end'))
      return
    }
    this.#resolve(toOutcome(readAnswer(status, headers)))
    this.#complaint = 'the body of the answer did not end'
    this.#alarm.clear()
    this.#alarm.set(performance.now() + maxDrainMs)
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    this.#drainedBytes += chunk.byteLength
    if (this.#drainedBytes > maxDrainBytes) this.abort(new Error('the body of the answer is long'))
  }

  onResponseEnd(): void {
    this.#end()
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#resolve({ type: 'failed', error })
    this.#end()
  }

  async #expire(): Promise<void> {
    const complaint = this.#complaint
    // After a stuck event loop timers come first: the answer may lie there unread.
    await nextTurn()
    if (complaint === this.#complaint) this.abort(new Error(complaint))
  }

  #end(): void {
    if (this.#ended) return
    this.#ended = true
    this.#alarm.clear()
    this.#onEnd(this)
  }
}

function readAnswer(
  status: number,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Answer {
  return {
    status,
    rateLimits: headerText(headers['x-sentry-rate-limits']),
    retryAfter: headerText(headers['retry-after']),
    error: headerText(headers['x-sentry-error']),
  }
}

/** A header that was sent several times means the same as one with commas. */
function headerText(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(',') : value
}
