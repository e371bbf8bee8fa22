import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { types } from 'node:util'
import type { BeforeSendLog } from '../log.ts'
import type { Drop, Options } from './options.ts'
import { reasonOf } from '../values/error-like.ts'
import { readField } from '../values/fields.ts'
import { warnOnce } from '../process/warnings.ts'

/** Lets a hook be an async function, against its type: what it rejects with ends no process. */
export function ignoreRejection(returned: unknown): void {
  if (types.isPromise(returned)) returned.catch(() => {})
}

/** The user's functions that a client calls. */
export interface Hooks {
  readonly beforeSendLog?: BeforeSendLog | undefined
  readonly onDrop?: ((drop: Drop) => void) | undefined
}

/**
 * Finds the user's functions: those given as options, then those of `hooksModule`.
 * A module that cannot be loaded is one process warning, and logs go on without it.
 */
export function findHooks(
  options: Pick<Options, 'beforeSendLog' | 'onDrop' | 'hooksModule'>,
): Hooks {
  const fromModule = options.hooksModule === undefined ? {} : loadHooks(options.hooksModule)
  return {
    beforeSendLog: options.beforeSendLog ?? fromModule.beforeSendLog,
    onDrop: options.onDrop ?? fromModule.onDrop,
  }
}

function loadHooks(specifier: string): Hooks {
  try {
    const path = resolve(specifier.startsWith('file:') ? fileURLToPath(specifier) : specifier)
    // `require` also loads ES modules from Node 20.19 on, and unlike `import` before the first line.
    const found: unknown = createRequire(path)(path)
    const hooks: Hooks = {
      beforeSendLog: exportsOf(found, 'beforeSendLog').find(isBeforeSendLog),
      onDrop: exportsOf(found, 'onDrop').find(isOnDrop),
    }
    if (hooks.beforeSendLog === undefined && hooks.onDrop === undefined) {
      throw new Error('it exports neither beforeSendLog nor onDrop')
    }
    return hooks
  } catch (error) {
    const isAsync = readField(error, 'code') === 'ERR_REQUIRE_ASYNC_MODULE'
    const reason = isAsync
      ? 'it has a top-level await, for which the first line will not wait'
      : reasonOf(error).split('\n')[0]
    warnOnce(
      'LOGS_TO_SENTRY_HOOKS',
      `hooksModule "${specifier}" could not be loaded, logs are sent without it: ${reason}`,
      specifier,
    )
    return {}
  }
}

function exportsOf(module: unknown, name: string): readonly unknown[] {
  return [readField(module, name), readField(readField(module, 'default'), name)]
}

const isBeforeSendLog = (value: unknown): value is BeforeSendLog => typeof value === 'function'

const isOnDrop = (value: unknown): value is (drop: Drop) => void => typeof value === 'function'
