import { hostname } from 'node:os'
import { crypto, fs } from './builtin.ts'

/**
 * Names the machine, since its start, and the container: processes of one place can be told by their ids.
 *
 * Two containers may have one host name, and one container after another the same ids.
 */
export function nameOfPlace(): string {
  const facts = [
    hostname(),
    read(() => fs().readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
    read(() => fs().readlinkSync('/proc/self/ns/pid')),
  ]
  return crypto().createHash('sha256').update(facts.join('\n')).digest('hex').slice(0, 12)
}

/** Only Linux has them. */
function read(from: () => string): string {
  try {
    return from()
  } catch {
    return ''
  }
}

/** Whether a process of this place is there. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) !== 'ESRCH'
  }
}

/** The code of a system error. */
export function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}
