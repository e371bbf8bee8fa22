import { applyBeforeSend } from './before-send.ts'
import type { Draft, Head } from './draft.ts'
import type { DropReason } from '../delivery/drops.ts'
import type { Attributes, BeforeSendLog, LogHint } from '../log.ts'
import { reasonOf } from '../values/error-like.ts'
import { isSampled } from './sampling.ts'
import type { Settings } from '../options/settings.ts'
import { warnOnce } from '../process/warnings.ts'

/** Decides which logs go on, and in which shape: `ignore`, then `sampleRate`, then `beforeSendLog`. */
export class Filters {
  readonly #ignore: Settings['ignore']
  readonly #sampleRate: Settings['sampleRate']
  readonly #beforeSendLog: BeforeSendLog | undefined
  readonly #rebuild: (attributes: Readonly<Record<string, unknown>>) => Attributes
  #insideHook = false

  /** `rebuild` applies the rules for values to the attributes that a hook returns. */
  constructor(
    { ignore, sampleRate }: Pick<Settings, 'ignore' | 'sampleRate'>,
    beforeSendLog: BeforeSendLog | undefined,
    rebuild: (attributes: Readonly<Record<string, unknown>>) => Attributes,
  ) {
    this.#rebuild = rebuild
    // Copies: an expression that is frozen, or used elsewhere, may have state that matters.
    this.#ignore = ignore.map((pattern) =>
      typeof pattern === 'string' ? pattern : new RegExp(pattern),
    )
    this.#sampleRate = sampleRate
    this.#beforeSendLog = beforeSendLog
  }

  /** Why a log is not sent, as far as its attributes do not matter. */
  refusal(head: Head): DropReason | undefined {
    if (this.#isIgnored(head.body)) return 'event_processor'
    return this.#sampleRate === 1 || isSampled(head, this.#sampleRate) ? undefined : 'sample_rate'
  }

  get hasHook(): boolean {
    return this.#beforeSendLog !== undefined
  }

  /** What the hook makes of a log, or why it is not sent. */
  applyHook(draft: Draft, hint: LogHint): Draft | DropReason {
    return this.#beforeSendLog === undefined
      ? draft
      : this.#runHook(this.#beforeSendLog, draft, hint)
  }

  #isIgnored(body: string): boolean {
    if (this.#ignore.length === 0) return false
    return this.#ignore.some((pattern) =>
      // `search` leaves `lastIndex` of a global or sticky expression alone, `test` does not.
      typeof pattern === 'string' ? body.includes(pattern) : body.search(pattern) >= 0,
    )
  }

  #runHook(hook: BeforeSendLog, draft: Draft, hint: LogHint): Draft | DropReason {
    // A line that the hook itself logs would call the hook without end.
    if (this.#insideHook) return 'before_send'
    this.#insideHook = true
    try {
      const returned = applyBeforeSend(hook, draft, hint)
      if (returned === null) return 'before_send'
      return { ...returned, attributes: this.#rebuild(returned.attributes) }
    } catch (error) {
      warnOnce('LOGS_TO_SENTRY_BEFORE_SEND', `beforeSendLog lost a log: ${reasonOf(error)}`)
      return 'before_send'
    } finally {
      this.#insideHook = false
    }
  }
}
