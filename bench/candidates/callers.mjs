// How a line is logged with each logger: as its own documentation does it.
import { bindings } from '../workload.mjs'

export function withPino(logger) {
  const child = logger.child(bindings)
  return ({ message, fields, error }) => {
    if (error) child.error({ ...fields, err: error }, message)
    else child.info(fields, message)
  }
}

export function withWinston(logger) {
  const child = logger.child(bindings)
  return ({ message, fields, error }) => {
    if (error) child.error(message, { ...fields, err: error })
    else child.info(message, fields)
  }
}

/** bunyan takes the fields and the error like pino. */
export const withBunyan = withPino
