import {
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { assert } from 'vitest'
import { nextTurn } from '../../src/delivery/alarm.ts'
import type { SealedBatch } from '../../src/delivery/queue.ts'
import type { SpoolSettings } from '../../src/delivery/settings.ts'
import { SpoolDirectory } from './spool-directory.ts'
import { bodiesIn, SpoolHolder } from './spool-holder.ts'
import { until } from './spooling.ts'

/** Something that the processes of one directory, their endpoint or the disk do. */
export type Step =
  | { readonly do: 'push'; readonly holder: number; readonly logs: number }
  | {
      readonly do: 'take'
      readonly holder: number
      readonly outcome: 'deliver' | 'putBack' | 'halve' | 'wait'
    }
  | { readonly do: 'save'; readonly holder: number }
  | { readonly do: 'start'; readonly holders: number }
  | { readonly do: 'close'; readonly holder: number }
  | { readonly do: 'kill'; readonly isAnswered: boolean }
  | { readonly do: 'tear'; readonly file: number; readonly part: number }
  | { readonly do: 'break' | 'mend' }

/** Some processes that have one directory, and what is known of their logs. */
export class SpoolPlay implements Disposable {
  readonly directory: SpoolDirectory = new SpoolDirectory()
  readonly #maxBytes: number
  readonly #firstSince = performance.now() - 60_000
  readonly #home = join(this.directory.path, 'disk', 'here')
  /** Leads to the disk, or to what is not even a folder. */
  readonly #link = join(this.directory.path, 'link')
  #holders: SpoolHolder[] = []
  #isBroken = false
  #wasBroken = false
  #pushed = 0
  #batches = 0
  /** Logs that were told to be lost. */
  #told = 0
  /** Logs of which nobody can be told: they were in the memory of who was killed. */
  #untold = 0
  readonly #accepted: string[] = []
  /** They may be accepted once more: the answer, or the deletion of the file, was lost. */
  readonly #again = new Set<string>()
  readonly #halved = new Set<string>()

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
    mkdirSync(this.#home, { recursive: true })
    writeFileSync(join(this.directory.path, 'broken'), '')
    this.#mend()
    this.#start(1)
  }

  async run(next: Step): Promise<void> {
    const it = 'holder' in next ? this.#holders[next.holder % this.#holders.length] : undefined
    switch (next.do) {
      case 'push':
        it?.push(this.#bodies(next.logs), this.#firstSince + this.#batches * 5)
        break
      case 'take': {
        const batch = await it?.take()
        if (batch === undefined) break
        if (next.outcome === 'deliver') await this.#deliver(it, batch)
        if (next.outcome === 'putBack') it?.putBack(batch)
        if (next.outcome === 'halve' && batch.shares.logs > 1) this.#halve(it, batch)
        break
      }
      case 'save':
        await it?.queue.saved()
        break
      case 'start':
        this.#start(Math.min(next.holders, 3 - this.#holders.length))
        break
      case 'close':
        if (it !== undefined) await this.#close(it)
        break
      case 'kill':
        await this.#kill(next.isAnswered)
        break
      case 'tear':
        this.#tear(next.file, next.part)
        break
      case 'break':
        await this.#break()
        break
      case 'mend':
        this.#mend()
    }
  }

  /** All have ended; the next process delivers what it finds. */
  async end(): Promise<void> {
    this.#mend()
    for (const open of Array.from(this.#holders)) await this.#close(open)
    this.#bury()
    const last = new SpoolHolder(this.#settings(1_000_000), (logs) => (this.#told += logs))
    const firsts: string[] = []
    while (!last.queue.isEmpty) {
      const batch = await last.take()
      if (batch === undefined) {
        await nextTurn()
        continue
      }
      const [first = ''] = bodiesIn(batch)
      if (!this.#halved.has(first)) firsts.push(first)
      await this.#deliver(last, batch)
    }
    assert.deepEqual(firsts, firsts.toSorted())
    await until(() => assert.deepEqual(this.directory.envelopes, []))
    await last.close()
  }

  /** What became of the logs. */
  get account(): {
    missing: number
    untold: number
    told: number
    maxTold: number
    twice: string[]
  } {
    const missing = this.#pushed - new Set(this.#accepted).size
    // Where files could not be deleted, any that were given up may come back.
    const maxTold = this.#wasBroken ? this.#told : missing + this.#again.size
    const twice = this.#accepted
      .filter((body, at) => this.#accepted.indexOf(body) !== at)
      .filter((body) => !this.#again.has(body))
    return { missing, untold: this.#untold, told: this.#told, maxTold, twice }
  }

  [Symbol.dispose](): void {
    for (const open of this.#holders) open.kill()
    rmSync(this.directory.path, { recursive: true, force: true })
  }

  #bodies(logs: number): string[] {
    const bodies = Array.from({ length: logs }, (_, at) =>
      String(this.#pushed + at).padStart(5, '0'),
    )
    this.#pushed += logs
    this.#batches += 1
    return bodies
  }

  #settings(maxBytes: number): SpoolSettings {
    return this.directory.settings({ directory: this.#link, maxBytes })
  }

  #start(count: number): void {
    for (let started = 0; started < count; started += 1) {
      const settings = this.#settings(this.#maxBytes)
      this.#holders.push(new SpoolHolder(settings, (logs) => (this.#told += logs)))
    }
  }

  async #deliver(it: SpoolHolder | undefined, batch: SealedBatch): Promise<void> {
    this.#accept(batch, this.#isBroken)
    await it?.deliver(batch)
  }

  #accept(batch: SealedBatch, isForgotten: boolean): void {
    for (const body of bodiesIn(batch)) {
      this.#accepted.push(body)
      // The file of the whole stays until all of its parts have files of their own.
      if (isForgotten || this.#halved.has(body)) this.#again.add(body)
    }
  }

  #halve(it: SpoolHolder | undefined, batch: SealedBatch): void {
    for (const body of bodiesIn(batch)) this.#halved.add(body)
    it?.halve(batch)
  }

  async #close(it: SpoolHolder): Promise<void> {
    this.#holders.splice(this.#holders.indexOf(it), 1)
    await it.close()
    const { deliveredLogs, droppedLogs, spooledLogs, storedLogs } = it.owner
    assert.deepEqual([deliveredLogs + droppedLogs + spooledLogs, storedLogs], [it.pushed, 0])
  }

  /** All at once; `isAnswered` when the server had taken what was on its way. */
  async #kill(isAnswered: boolean): Promise<void> {
    // What is under way in this process cannot be killed.
    await Promise.all(this.#holders.map(({ started }) => started))
    this.#mend()
    this.#bury()
    for (const it of this.#holders.splice(0)) {
      if (isAnswered) for (const batch of it.taken) this.#accept(batch, true)
      this.#untold += it.kill()
    }
  }

  /** Gives the folders of all names of processes that are gone: the one of this test goes on. */
  #bury(): void {
    const alive = `-${process.pid}-`
    for (const name of readdirSync(this.#home)) {
      if (!name.includes(alive) || name.endsWith('.left')) continue
      renameSync(join(this.#home, name), join(this.#home, name.replace(alive, '-999999999-')))
    }
  }

  #tear(file: number, part: number): void {
    const files = this.#isBroken ? [] : this.directory.envelopes
    const path = files[file % files.length]
    if (path !== undefined) truncateSync(path, Math.floor(statSync(path).size * part))
  }

  async #break(): Promise<void> {
    // What is just being written could not be taken back.
    await Promise.all(this.#holders.map(({ queue }) => queue.saved()))
    this.#isBroken = true
    this.#wasBroken = true
    this.#lead('broken')
  }

  #mend(): void {
    this.#isBroken = false
    this.#lead('disk')
  }

  /** All at once, whatever is being written. */
  #lead(to: 'disk' | 'broken'): void {
    const next = join(this.directory.path, 'next')
    symlinkSync(to, next)
    renameSync(next, this.#link)
  }
}
