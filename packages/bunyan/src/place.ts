/** Finds where a function was called, as bunyan's option `src` tells it. Never throws. */
export function placeOfCall(callee: () => unknown): Readonly<Record<string, unknown>> {
  const place: Record<string, unknown> = {}
  const prepare: typeof Error.prepareStackTrace = (_error, [site]) => {
    place['file'] = site?.getFileName()
    place['line'] = site?.getLineNumber()
    place['func'] = site?.getFunctionName() ?? undefined
  }
  const trace: { readonly stack?: unknown } = {}
  const prepareBefore: unknown = Reflect.get(Error, 'prepareStackTrace')
  const limitBefore: unknown = Reflect.get(Error, 'stackTraceLimit')
  // Assigning would throw where the application has frozen `Error`.
  Reflect.set(Error, 'prepareStackTrace', prepare)
  Reflect.set(Error, 'stackTraceLimit', 1)
  Error.captureStackTrace(trace, callee)
  // The trace is prepared when it is read.
  void trace.stack
  Reflect.set(Error, 'prepareStackTrace', prepareBefore)
  Reflect.set(Error, 'stackTraceLimit', limitBefore)
  return place
}
