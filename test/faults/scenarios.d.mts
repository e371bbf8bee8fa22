/** A fault, the load meanwhile, and what may be lost. */
export interface Scenario {
  readonly name: string
  readonly logger: string
  readonly load: 'steady' | 'burst' | 'killed'
  readonly loses: 'nothing' | 'what is counted' | 'the culprits' | 'the last second'
}

interface Size {
  /** How long a fault lasts. */
  readonly faultMs: number
  /** Lines that are logged in one tick. */
  readonly burst: number
  /** How long lines come faster than the endpoint takes them, at least. */
  readonly overloadMs: number
  readonly overloadQueueBytes: number
}

export function scenariosOf(size: Size): readonly Scenario[]
