import { decompress, type Compression } from '../../src/delivery/compress.ts'
import { toOutcome, type Answer, type Outcome } from '../../src/delivery/outcome.ts'
import type { Poster } from '../../src/delivery/post.ts'

/** One request that waits for the test to say what comes of it. */
export interface ScriptedRequest {
  readonly headers: Readonly<Record<string, string>>
  readonly type: 'log' | 'client_report'
  /** The header of the envelope, parsed. */
  readonly header: unknown
  /** The payload of the envelope's item, parsed. */
  readonly payload: unknown
  /** What came of it, once it is known. */
  outcome?: Outcome
  answer(status: number, headers?: Partial<Answer>): Promise<void>
  fail(message?: string): Promise<void>
}

/** A network that the test plays: requests pile up until they are answered, or are answered by `reply`. */
export class ScriptedPoster implements Poster {
  readonly all: ScriptedRequest[] = []
  /** Requests without an outcome yet, oldest first. */
  readonly open: ScriptedRequest[] = []
  /** Gives the status to answer a request with at once; undefined leaves it open. */
  reply: ((request: ScriptedRequest) => number | undefined) | undefined
  readonly #abandon = new Set<() => void>()

  get reports(): ScriptedRequest[] {
    return this.all.filter(({ type }) => type === 'client_report')
  }

  get logRequests(): ScriptedRequest[] {
    return this.all.filter(({ type }) => type === 'log')
  }

  post(body: Uint8Array, headers: Readonly<Record<string, string>>): Promise<Outcome> {
    return new Promise((resolve) => {
      const settle = async (outcome: Outcome): Promise<void> => {
        if (this.open.includes(request)) this.open.splice(this.open.indexOf(request), 1)
        this.#abandon.delete(abandon)
        request.outcome ??= outcome
        resolve(outcome)
        await settled()
      }
      const request: ScriptedRequest = {
        headers,
        ...read(body, headers['content-encoding']),
        answer: (status, answer = {}) => settle(answered(status, answer)),
        fail: (message = 'no network') => settle(failed(message)),
      }
      const abandon = (): void => void settle(failed('closed'))
      this.#abandon.add(abandon)
      this.all.push(request)
      this.open.push(request)
      const status = this.reply?.(request)
      if (status !== undefined) void request.answer(status)
    })
  }

  /** Answers what is open now, not what goes out because of that. */
  async answerOpen(status: number, headers: Partial<Answer> = {}): Promise<void> {
    for (const request of Array.from(this.open)) await request.answer(status, headers)
  }

  /** Lets fail what is open now, not what goes out because of that. */
  async failOpen(message?: string): Promise<void> {
    for (const request of Array.from(this.open)) await request.fail(message)
  }

  close(): void {
    for (const abandon of this.#abandon) abandon()
  }
}

/** Lets everything that follows from an outcome happen. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
}

function answered(status: number, answer: Partial<Answer>): Outcome {
  const silent = { rateLimits: undefined, retryAfter: undefined, error: undefined }
  return toOutcome({ ...silent, ...answer, status })
}

function failed(message: string): Outcome {
  return { type: 'failed', error: new Error(message) }
}

function read(
  body: Uint8Array,
  encoding: string | undefined,
): Pick<ScriptedRequest, 'type' | 'header' | 'payload'> {
  const text = Buffer.from(decompress(body, toCompression(encoding))).toString()
  const [header = '', itemHeader = '', payload = ''] = text.split('\n')
  const type = itemHeader.includes('client_report') ? 'client_report' : 'log'
  return { type, header: JSON.parse(header), payload: JSON.parse(payload) }
}

function toCompression(encoding: string | undefined): Compression {
  return encoding === 'br' || encoding === 'gzip' ? encoding : 'none'
}
