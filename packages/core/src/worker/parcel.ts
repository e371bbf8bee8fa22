import type { Ledger } from '../delivery/drops.ts'
import type { SealedBatch } from '../delivery/queue.ts'
import { Shares } from '../delivery/shares.ts'

/** A sealed batch on its way to the worker. */
export interface Parcel extends Pick<SealedBatch, 'body' | 'compression' | 'place'> {
  /** Number of the owner, and billed bytes, of each log. */
  readonly shares: readonly (readonly [owner: number, bytes: number])[]
}

export function pack(
  { body, compression, place, shares }: SealedBatch,
  numberOf: (owner: Ledger, bytes: number) => number,
): Parcel {
  const numbered = shares
    .entries()
    .map(([owner, bytes]): [number, number] => [numberOf(owner, bytes), bytes])
  return { body, compression, place, shares: numbered }
}

export function unpack(parcel: Parcel, ledgerOf: (owner: number) => Ledger): SealedBatch {
  const shares = new Shares()
  for (const [owner, bytes] of parcel.shares) shares.add(ledgerOf(owner), bytes)
  return { ...parcel, shares }
}
