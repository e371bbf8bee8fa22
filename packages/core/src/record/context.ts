import { findActiveTrace } from './active-trace.ts'
import type { CallContext } from '../log.ts'
import { currentScopeAttributes } from './scope.ts'

/** Reads what is active here and now. Never throws. */
export function currentContext(): CallContext {
  return { scope: currentScopeAttributes(), trace: findActiveTrace() }
}
