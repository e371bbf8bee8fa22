import type { DropReason } from '../delivery/drops.ts'
import { stringify } from '../values/stringify.ts'
import { severities, type Severity } from '../severity.ts'

/** What the application's thread writes to the worker, one line each, in order. */
export type Order = LogOrder | DropOrder | SettleOrder

export interface LogOrder {
  readonly kind: 'log'
  readonly severity: Severity
  /** Stands for the log's owner, who stays on the application's side. */
  readonly owner: number
  readonly billedBytes: number
  readonly json: string
}

/** A drop before the seam, for the client report. */
export interface DropOrder {
  readonly kind: 'drop'
  readonly reason: DropReason
  readonly logs: number
  readonly bytes: number
}

/** Deliver all that came before, then answer. */
export interface SettleOrder {
  readonly kind: 'flush' | 'close'
  readonly id: number
  readonly timeoutMs: number
  /** When it was given, in milliseconds since 1970. */
  readonly time: number
}

/** What became of logs of one owner. */
export type OwnerNews = {
  readonly owner: number
  readonly logs: number
  readonly bytes: number
} & (
  | { readonly kind: 'delivered' | 'spooled' | 'stored' }
  | {
      readonly kind: 'dropped'
      readonly reason: DropReason
      readonly error?: string | undefined
    }
)

/** What those listen for who gave the settings. */
export type ListenerNews =
  | { readonly kind: 'spool-failed'; readonly error: string }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'diagnostic'; readonly message: string }

/** What the worker tells the application's thread. */
export type News =
  | OwnerNews
  | ListenerNews
  | { readonly kind: 'settled'; readonly id: number; readonly inTime: boolean }

/** The worker has read what was sent, and somebody waits for that. */
export interface Room {
  readonly kind: 'room'
}

/** Places in the memory that both threads share: numbers that wrap around at 32 bits. */
export const shared: {
  /** How many logs the worker has taken over, in 31 bits; negative when it may take no more. */
  readonly taken: 0
  /** The last `SettleOrder` that the worker is done with. */
  readonly settled: 1
  /** How many bytes the worker has read; it takes over what is in them later. */
  readonly read: 2
  /** Is 1 when the application's thread waits for the news `room`, which comes when the worker reads. */
  readonly isFull: 3
} = { taken: 0, settled: 1, read: 2, isFull: 3 }

export const createNumbers = (): Int32Array => new Int32Array(new SharedArrayBuffer(16))

const countMask = 0x7fff_ffff

/** For the worker, before it takes a log over: false when the application's thread has taken it back. */
export function takeOne(numbers: Int32Array): boolean {
  const taken = Atomics.load(numbers, shared.taken)
  if (taken < 0) return false
  const next = (taken + 1) & countMask
  return Atomics.compareExchange(numbers, shared.taken, taken, next) === taken
}

/** For the application's thread: from now on the worker takes nothing over, so that no log goes two ways. */
export function takeBack(numbers: Int32Array): void {
  Atomics.or(numbers, shared.taken, ~countMask)
}

/** How many logs the worker has taken over; begins again at 0 after 31 bits. */
export const takenIn = (numbers: Int32Array): number =>
  Atomics.load(numbers, shared.taken) & countMask

/** How many more these are than before. */
export const takenSince = (before: number, taken: number): number => (taken - before) & countMask

/** A log as a line. Its JSON has no line break, and no other line begins like one. */
export const logLine = (
  { severity, billedBytes, json }: Pick<LogOrder, 'severity' | 'billedBytes' | 'json'>,
  owner: number,
): string => `${severity},${owner},${billedBytes},${json}\n`

export const orderLine = (order: DropOrder | SettleOrder): string => `${stringify(order)}\n`

/** Reads a line that {@link logLine} or {@link orderLine} wrote. */
export function readLine(line: string): Order {
  const order: unknown = line.startsWith('{') ? JSON.parse(line) : undefined
  if (isOrder(order)) return order
  const first = line.indexOf(',')
  const second = line.indexOf(',', first + 1)
  const third = line.indexOf(',', second + 1)
  const name = line.slice(0, first)
  return {
    kind: 'log',
    severity: severities.find((severity) => severity === name) ?? 'info',
    owner: Number(line.slice(first + 1, second)),
    billedBytes: Number(line.slice(second + 1, third)),
    json: line.slice(third + 1),
  }
}

// Both sides are of one version: what has a kind is what that version wrote.
const isOrder = (value: unknown): value is DropOrder | SettleOrder =>
  typeof value === 'object' && value !== null && 'kind' in value

/** Milliseconds since 1970, the same in all threads, and deaf to what the application puts in the place of Date. */
export const threadsNow = (): number => performance.timeOrigin + performance.now()
