/** A fault, the load meanwhile, and what may be lost. */
export interface Scenario {
  readonly name: string
  readonly logger: string
  readonly load: 'steady' | 'burst'
  readonly loses: 'nothing' | 'what is counted' | 'the culprits'
}

interface Size {
  /** How long a fault lasts. */
  readonly faultMs: number
  /** Lines that are logged in one tick. */
  readonly burst: number
  /** Lines that are logged faster than the endpoint takes them. */
  readonly overload: number
  readonly overloadQueueBytes: number
}

export function scenariosOf(size: Size): readonly Scenario[]
