import { flush, init, logger, setAttributes } from '@logs-to-sentry/core'
import { endBoundMs } from '../bound.mjs'
import { bindings } from '../workload.mjs'
import { dsnOf } from './dsn.mjs'

export async function create(origin) {
  init({ dsn: dsnOf(origin) })
  setAttributes(bindings)
  return { log, end: () => flush(endBoundMs) }
}

function log({ message, fields, error }) {
  if (error) logger.error(message, { attributes: { ...fields, err: error } })
  else logger.info(message, { attributes: fields })
}
