import { createRequire } from 'node:module'
import type { MessagePort } from 'node:worker_threads'
import { workerThreads } from '../delivery/builtin.ts'
import type { DeliverySettings } from '../delivery/delivery.ts'
import { sdk } from '../sdk.ts'
import type { Parcel } from './parcel.ts'
import { Pipe } from './pipe.ts'
import { createNumbers, type News, type Room, shared } from './seam.ts'
import {
  bufferBytes,
  hasEnded,
  lookMs,
  startStream,
  withoutPreloads,
  type Stream,
} from './stream.ts'

/** The settings of delivery that can go to another thread. */
export type WorkerSettings = Omit<DeliverySettings, 'onRefused' | 'onDiagnostic' | 'onSpoolFailure'>

/** What the worker is started with. */
export interface WorkerData {
  readonly version: string
  readonly settings: WorkerSettings
  /** Whether anyone reads diagnostics. */
  readonly debug: boolean
  /** Carries {@link News} to the application's thread. */
  readonly port: MessagePort
  readonly numbers: Int32Array
  /** What it is to deliver before all orders, oldest first. */
  readonly parcels: readonly Parcel[]
}

/** The application's end of the line to a delivery worker. Never keeps the process alive. */
export class Link {
  /** What carries orders. */
  readonly pipe: Pipe
  readonly #stream: Stream
  readonly #port: MessagePort
  readonly #numbers = createNumbers()
  readonly #onNews: (news: News) => void

  /**
   * Starts the worker; `onEnd` hears once when it is gone, with the reason where it was not asked to go.
   *
   * @throws Error where there is no worker to start: the file is missing, threads are forbidden.
   */
  constructor(
    {
      onRefused: _onRefused,
      onSpoolFailure: _onSpoolFailure,
      onDiagnostic,
      ...settings
    }: DeliverySettings,
    onNews: (news: News) => void,
    onEnd: (reason: Error | undefined) => void,
    parcels: readonly Parcel[] = [],
  ) {
    const { port1, port2 } = new (workerThreads().MessageChannel)()
    this.#onNews = onNews
    this.#port = port1
    this.#port.on('message', (message: News | Room) => this.#hear(message))
    this.#port.unref()
    const data: WorkerData = {
      version: sdk.version,
      settings,
      debug: onDiagnostic !== undefined,
      port: port2,
      numbers: this.#numbers,
      parcels,
    }
    this.#stream = startStream({
      // By its name, which also finds it from within a bundle while the package is installed.
      filename: createRequire(import.meta.url).resolve('@logs-to-sentry/core/worker'),
      // What is written is the worker's at once, also at the end of the process.
      sync: true,
      bufferSize: bufferBytes,
      workerData: data,
      workerOpts: {
        name: 'logs-to-sentry',
        transferList: [port2],
        execArgv: [],
        // Half of V8's own: what becomes of a line there is garbage soon, and more room would only be memory.
        resourceLimits: { maxYoungGenerationSizeMb: 24 },
        env: withoutPreloads(process.env),
      },
    })
    this.#stream.unref()
    // Node tells that a loop has ended only to those who have looked at it before.
    this.#stream.worker.once('message', () => this.hasEnded)
    this.pipe = new Pipe(this.#stream, this.#numbers)
    let reason: Error | undefined
    this.#stream.on('error', (error: Error) => {
      reason ??= error
    })
    this.#stream.once('close', () => {
      this.#port.close()
      onEnd(reason)
    })
  }

  /** Whether the thread is known to have ended, see {@link hasEnded}. */
  get hasEnded(): boolean {
    return hasEnded(this.#stream)
  }

  /** Blocks until the worker is done with an order or has ended, or the time is over; then hears what it has told. */
  waitFor(id: number, timeoutMs: number): void {
    const deadline = performance.now() + timeoutMs
    this.pipe.drain(deadline)
    for (;;) {
      const settled = Atomics.load(this.#numbers, shared.settled)
      const leftMs = deadline - performance.now()
      if (settled - id >= 0 || leftMs <= 0 || this.hasEnded) break
      Atomics.wait(this.#numbers, shared.settled, settled, Math.min(leftMs, lookMs))
    }
    this.hear()
  }

  /** Takes what the worker has told without waiting for the event loop. */
  hear(): void {
    for (;;) {
      const received: { readonly message: News | Room } | undefined =
        workerThreads().receiveMessageOnPort(this.#port)
      if (received === undefined) return
      this.#hear(received.message)
    }
  }

  /** Ends the worker whatever it is doing. */
  terminate(): void {
    void this.#stream.worker.terminate()
  }

  #hear(message: News | Room): void {
    if (message.kind === 'room') this.pipe.goOn()
    else this.#onNews(message)
  }
}
