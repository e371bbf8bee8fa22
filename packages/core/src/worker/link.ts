import { createRequire } from 'node:module'
import { MessageChannel, receiveMessageOnPort, type MessagePort } from 'node:worker_threads'
import { Alarm } from '../delivery/alarm.ts'
import type { DeliverySettings } from '../delivery/delivery.ts'
import { sdk } from '../sdk.ts'
import type { Parcel } from './parcel.ts'
import { type LogOrder, type News, shared } from './seam.ts'
import { startStream, withoutPreloads, type Stream } from './stream.ts'
import { UnreadText } from './unread-text.ts'

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

// A bigger piece would be copied no faster.
const maxPieceLength = 65_536
// A thread that is busy for longer than this is not waited for.
const maxPieceMs = 100

/** The application's end of the line to a delivery worker. Never keeps the process alive. */
export class Link {
  readonly #stream: Stream
  readonly #port: MessagePort
  readonly #numbers = new Int32Array(new SharedArrayBuffer(8))
  readonly #onNews: (news: News) => void
  readonly #alarm = new Alarm(() => this.send())
  readonly #unread = new UnreadText()
  #text = ''
  #logs = 0
  #sendAt = 0

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
    const { port1, port2 } = new MessageChannel()
    this.#onNews = onNews
    this.#port = port1
    this.#port.on('message', onNews)
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
      workerData: data,
      workerOpts: {
        name: 'logs-to-sentry',
        transferList: [port2],
        execArgv: [],
        env: withoutPreloads(process.env),
      },
    })
    this.#stream.unref()
    let reason: Error | undefined
    this.#stream.on('error', (error: Error) => {
      reason ??= error
    })
    this.#stream.once('close', () => {
      this.#port.close()
      onEnd(reason)
    })
  }

  /** Bytes of memory that hold what the worker has not read. */
  get unreadBytes(): number {
    this.#unread.release(this.#taken)
    return this.#unread.bytes
  }

  /** Gives out the logs that the worker has not read, oldest first. */
  takeUnread(): readonly LogOrder[] {
    this.send()
    this.#unread.release(this.#taken)
    return this.#unread.takeAll()
  }

  /** Writes the line of a log at the end of this turn of the event loop, or sooner: then it gives true. */
  writeLog(line: string): boolean {
    this.#logs += 1
    return this.write(line)
  }

  /** Does the same with the line of another order. */
  write(line: string): boolean {
    const now = performance.now()
    if (this.#text === '') {
      this.#sendAt = now + maxPieceMs
      this.#alarm.set(0)
    }
    this.#text += line
    const isDue = this.#text.length >= maxPieceLength || now >= this.#sendAt
    if (isDue) this.send()
    return isDue
  }

  /** Writes what waits for the end of this turn. */
  send(): void {
    this.#alarm.clear()
    if (this.#text === '') return
    this.#unread.release(this.#taken)
    this.#unread.push(this.#text, this.#logs)
    if (!this.#stream.destroyed) this.#stream.write(this.#text)
    this.#text = ''
    this.#logs = 0
  }

  /**
   * Blocks until the worker has read all that was written.
   *
   * @throws Error when it is gone, or has not read it after ten seconds.
   */
  sendSync(): void {
    this.send()
    if (this.#stream.destroyed) throw new Error('the worker has ended, or does not read')
    this.#stream.flushSync()
  }

  /** Blocks until the worker is done with an order, or the time is over; then hears what it has told. */
  waitFor(id: number, timeoutMs: number): void {
    const deadline = performance.now() + timeoutMs
    for (;;) {
      const settled = Atomics.load(this.#numbers, shared.settled)
      const leftMs = deadline - performance.now()
      if (settled - id >= 0 || leftMs <= 0) break
      Atomics.wait(this.#numbers, shared.settled, settled, leftMs)
    }
    this.hear()
  }

  /** Takes what the worker has told without waiting for the event loop. */
  hear(): void {
    for (;;) {
      const received: { readonly message: News } | undefined = receiveMessageOnPort(this.#port)
      if (received === undefined) return
      this.#onNews(received.message)
    }
  }

  /** Number of logs that the worker has read; wraps around at 32 bits. */
  get #taken(): number {
    return Atomics.load(this.#numbers, shared.taken)
  }

  /** Ends the worker whatever it is doing. */
  terminate(): void {
    void this.#stream.worker.terminate()
  }
}
