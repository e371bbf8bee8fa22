import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { SentryCli } from '@sentry/cli'

import { isIntegerLiteral, isObject, member } from './relay/json.ts'

/** How a run of sentry-cli ended. */
export interface CliOutcome {
  /** 0: the envelope was parsed by Sentry's own types and posted. */
  readonly exitCode: number
  readonly output: string
}

/** Has sentry-cli parse an envelope with Sentry's own types and post it to `dsn`. */
export async function sendEnvelope(bytes: Uint8Array | string, dsn: string): Promise<CliOutcome> {
  const directory = await mkdtemp(join(tmpdir(), 'sentry-cli-'))
  const file = join(directory, 'envelope')
  const env = { HOME: directory, SENTRY_DSN: dsn, SENTRY_DISABLE_UPDATE_CHECK: '1' }
  try {
    await writeFile(file, bytes)
    return await run(['send-envelope', file], { cwd: directory, env })
  } finally {
    await rm(directory, { recursive: true })
  }
}

/**
 * Rewrites the two attributes of logs that sentry-cli's types refuse and Sentry itself takes: those of type
 * `array`, and doubles whose digits look like an integer. Envelopes without them come back as they are.
 */
export function withoutQuirks(bytes: Buffer): string {
  const [header = '', ...lines] = bytes.toString().trimEnd().split('\n')
  const parts = [header]
  for (let line = 0; line < lines.length; line += 2) {
    const itemHeader: unknown = JSON.parse(lines[line] ?? '')
    const payload =
      member(itemHeader, 'type') === 'log' ? rewrite(lines[line + 1] ?? '') : undefined
    if (payload === undefined) parts.push(...lines.slice(line, line + 2))
    else
      parts.push(
        JSON.stringify({ ...Object(itemHeader), length: Buffer.byteLength(payload) }),
        payload,
      )
  }
  return `${parts.join('\n')}\n`
}

/** Undefined: nothing had to be rewritten. */
function rewrite(payload: string): string | undefined {
  let rewritten = false
  const text = JSON.stringify(JSON.parse(payload), (_name, attribute: unknown): unknown => {
    const value = member(attribute, 'value')
    const type = member(attribute, 'type')
    if (!isObject(attribute) || (type !== 'array' && type !== 'double')) return attribute
    const digits = JSON.stringify(value)
    if (type === 'double' && !looksLikeInteger(digits)) return attribute
    rewritten = true
    return type === 'double' && isIntegerLiteral(digits)
      ? { ...attribute, type: 'integer' }
      : { ...attribute, value: digits, type: 'string' }
  })
  return rewritten ? text : undefined
}

/** Rust's JSON parser reads digits as an integer as far as 64 bits go, with a sign or without, and beyond as a float. */
function looksLikeInteger(digits: string): boolean {
  return /^-?\d+$/.test(digits) && BigInt.asIntN(65, BigInt(digits)) === BigInt(digits)
}

async function run(
  args: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<CliOutcome> {
  return new Promise((resolve) => {
    const child = execFile(SentryCli.getPath(), args, options, (_error, stdout, stderr) => {
      resolve({ exitCode: child.exitCode ?? -1, output: stdout + stderr })
    })
  })
}
