export interface Row {
  readonly id: string
  readonly what: string
  readonly unit: string
  /** Whether more is better. */
  readonly more: boolean
  readonly goal: number
  readonly value: number | undefined
  /** The best of the others, in the same run. */
  readonly peer: number | undefined
  readonly peerTitle: string | undefined
  /** The logger's own number, where it has one. */
  readonly floor: number | undefined
}

export interface Ratios {
  readonly value?: number
  readonly toFloor?: number
  readonly toPeer?: number
}

export interface Compared {
  readonly id: string
  readonly kind: 'floor' | 'ours' | 'reference' | 'peer'
  readonly logger: string
  readonly title: string
}

export type NumbersOf = (
  candidate: string,
  measure: string,
) => Readonly<Record<string, number>> | undefined

export function rowsOf(numbersOf: NumbersOf, candidates: readonly Compared[]): Row[]
export function isReached(row: Pick<Row, 'value' | 'goal' | 'more'>): boolean
export function ratiosOf(row: Pick<Row, 'value' | 'floor' | 'peer'>): Ratios
export function isLost(row: Row, reached: Ratios): boolean
