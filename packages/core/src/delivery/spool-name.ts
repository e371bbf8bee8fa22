/** What the name of a file tells, so that a look at the folder is enough to know what waits. */
export interface FileFacts {
  /** When the oldest log in it was captured, in milliseconds since 1970. */
  readonly time: number
  readonly logs: number
  /** What Sentry bills for the logs. */
  readonly billedBytes: number
  /** Size of the file. */
  readonly bytes: number
}

/** Names sort by time. `unique` makes them differ among all processes: letters and digits. */
export function fileName(facts: FileFacts, unique: string): string {
  const time = String(Math.max(Math.trunc(facts.time), 0)).padStart(15, '0')
  return `${time}-${unique}-${facts.logs}-${facts.billedBytes}-${facts.bytes}.envelope`
}

/** Undefined for a name that {@link fileName} did not make. */
export function parseFileName(name: string): FileFacts | undefined {
  const found = /^(\d{15})-\w+-(\d{1,15})-(\d{1,15})-(\d{1,15})\.envelope$/.exec(name)
  if (found === null) return undefined
  const [, time, logs, billedBytes, bytes] = found.map(Number)
  return { time: time ?? 0, logs: logs ?? 0, billedBytes: billedBytes ?? 0, bytes: bytes ?? 0 }
}

/** Added to the name of a folder whose holder is gone: what is in it belongs to whoever takes it. */
export const leftSuffix = '.left'

/** Who holds a folder: a process of a place, where process ids mean the same. */
export interface Holder {
  readonly place: string
  readonly pid: number
}

/** `unique` and the place are letters and digits. */
export const folderName = ({ place, pid }: Holder, unique: string): string =>
  `${place}-${pid}-${unique}`

/** Undefined for a name that {@link folderName} did not make. */
export function parseFolderName(name: string): Holder | undefined {
  const [, place, pid] = /^(\w+)-(\d{1,10})-\w+$/.exec(name) ?? []
  return place === undefined ? undefined : { place, pid: Number(pid) }
}

/** A file takes whole blocks of the disk, an empty one too. */
const blockBytes = 4096

/** What a file of so many bytes counts. */
export const diskBytes = (bytes: number): number =>
  Math.max(Math.ceil(bytes / blockBytes), 1) * blockBytes
