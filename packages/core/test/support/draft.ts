import type { Draft } from '../../src/record/draft.ts'

/** Makes an ordinary draft, but for what the test says. */
export function createDraft(overrides: Partial<Draft> = {}): Draft {
  return {
    severityNumber: 9,
    body: 'up',
    attributes: {},
    time: 1_785_578_400_125,
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: undefined,
    inTrace: false,
    ...overrides,
  }
}
