import { zlib } from './builtin.ts'
import type { Compression } from './compress.ts'

/** What a file of the spool holds: the body of a request as it would have been sent, and whose logs are in it. */
export interface SpoolFile {
  readonly body: Uint8Array
  readonly compression: Compression
  /** Owner and billed bytes of each log; owners are numbered in the order in which they first come. */
  readonly shares: readonly (readonly [owner: number, bytes: number])[]
}

const magic = 'logs-to-sentry/1'
const firstLine = /^logs-to-sentry\/1 ([\da-f]{8}) (\d{1,15})$/
const maxFirstLine = 64
const lineBreak = 0x0a
const compressions: ReadonlySet<unknown> = new Set<Compression>(['br', 'gzip', 'none'])

/**
 * Writes a file: a line with checksum and length of the rest, a line of JSON, the body.
 *
 * Neither the DSN's key nor any header of a request is in it.
 */
export function serializeSpoolFile({ body, compression, shares }: SpoolFile): Uint8Array {
  const runs: [owner: number, sizes: number[]][] = []
  for (const [owner, bytes] of shares) {
    const last = runs.at(-1)
    if (last?.[0] === owner) last[1].push(bytes)
    else runs.push([owner, [bytes]])
  }
  const rest = Buffer.concat([Buffer.from(`${JSON.stringify({ compression, runs })}\n`), body])
  return Buffer.concat([Buffer.from(`${magic} ${checksum(rest)} ${rest.byteLength}\n`), rest])
}

/** Undefined for anything that is not whole, or that {@link serializeSpoolFile} did not write. */
export function parseSpoolFile(bytes: Uint8Array): SpoolFile | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const firstEnd = file.subarray(0, maxFirstLine).indexOf(lineBreak)
  const [, sum, length] = firstLine.exec(file.toString('latin1', 0, Math.max(firstEnd, 0))) ?? []
  const rest = file.subarray(firstEnd + 1)
  if (rest.byteLength !== Number(length) || checksum(rest) !== sum) return undefined
  const end = rest.indexOf(lineBreak)
  const facts = parseFacts(rest.toString('utf8', 0, Math.max(end, 0)))
  return facts && { ...facts, body: rest.subarray(end + 1) }
}

const checksum = (bytes: Uint8Array): string => zlib().crc32(bytes).toString(16).padStart(8, '0')

/** What the checksum holds to be ours is read with care all the same: it was on disk, for anybody to write. */
function parseFacts(json: string): Omit<SpoolFile, 'body'> | undefined {
  try {
    const facts: unknown = JSON.parse(json)
    if (!hasFacts(facts)) return undefined
    const { compression, runs } = facts
    if (!isCompression(compression) || !Array.isArray(runs) || !runs.every(isRun)) return undefined
    const shares = runs.flatMap(([owner, sizes]) => sizes.map((bytes) => [owner, bytes] as const))
    return shares.length === 0 ? undefined : { compression, shares }
  } catch {
    return undefined
  }
}

const hasFacts = (value: unknown): value is { compression: unknown; runs: unknown } =>
  typeof value === 'object' && value !== null && 'compression' in value && 'runs' in value

const isCompression = (value: unknown): value is Compression => compressions.has(value)

const isRun = (value: unknown): value is readonly [owner: number, sizes: readonly number[]] =>
  Array.isArray(value) &&
  value.length === 2 &&
  isCount(value[0]) &&
  Array.isArray(value[1]) &&
  value[1].every(isCount)

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0
