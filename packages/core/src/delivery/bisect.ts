/** Requests that one batch may cost: one for the whole, two for each time that a piece of it is halved. */
const maxRequests = 16

/** Halving seven times finds one log among a hundred. */
const maxSplits = (maxRequests - 1) >> 1

/** After so many batches of which nothing was accepted it is not the logs that are wrong. */
const maxRefused = 3

/** The search for what is wrong with one batch; its pieces share it. */
export interface Search {
  splitsLeft: number
  /** Pieces whose fate is not known yet. */
  open: number
}

/** A batch, or a piece of one. */
interface Piece {
  readonly search?: Search | undefined
  readonly shares: { readonly logs: number }
}

/** What to do with what was refused; `wait` until other searches have come to something. */
export type Verdict =
  | { readonly type: 'halve'; readonly search: Search }
  | { readonly type: 'drop' | 'wait' }

/**
 * Decides which refused batches are halved, so that only the log that is wrong is lost.
 *
 * A server that refuses everything must not be flooded: until something is accepted at most three
 * batches are halved, and others wait for what becomes of these.
 */
export class Bisection {
  /** Searches of which nothing was accepted so far. */
  readonly #undecided = new Set<Search>()
  /** Batches in a row of which nothing was accepted. */
  #refused = 0

  /** Whether those that wait would be told something else by now. */
  get isDecided(): boolean {
    return this.#isHopeless || this.#mayBegin
  }

  /** To be asked for what was answered 400 or 413. */
  refuse({ search, shares }: Piece): Verdict {
    if (this.#isHopeless) return { type: 'drop' }
    if (shares.logs === 1) {
      if (search === undefined) this.#refused += 1
      return { type: 'drop' }
    }
    const begun = search ?? this.#begin()
    if (begun === undefined) return { type: 'wait' }
    if (begun.splitsLeft === 0) return { type: 'drop' }
    begun.splitsLeft -= 1
    begun.open += 1
    return { type: 'halve', search: begun }
  }

  /** To be told of what was accepted. */
  accept({ search }: Piece): void {
    this.#refused = 0
    if (search !== undefined) this.#undecided.delete(search)
  }

  /** To be told of what was lost. */
  lose({ search }: Piece): void {
    if (search === undefined) return
    search.open -= 1
    if (search.open === 0 && this.#undecided.delete(search)) this.#refused += 1
  }

  get #isHopeless(): boolean {
    return this.#refused >= maxRefused
  }

  get #mayBegin(): boolean {
    return this.#refused + this.#undecided.size < maxRefused
  }

  #begin(): Search | undefined {
    if (!this.#mayBegin) return undefined
    const search = { splitsLeft: maxSplits, open: 1 }
    this.#undecided.add(search)
    return search
  }
}
