import type { IsSensitive } from './redact.ts'
import { clip } from './utf8.ts'

/** One key of the user's data, as it goes on the wire. */
export interface AttributeName {
  readonly text: string
  readonly sensitive: boolean
}

/** Makes names of keys; undefined for a key without any visible character. */
export type ToName = (key: string) => AttributeName | undefined

const maxNameBytes = 1024
const maxRemembered = 2048
const maxRememberedLength = 128

/** Makes names for one configuration. What it made it remembers, because a program's keys come again and again. */
export function createNames(naming: 'as-is' | 'snake_case', isSensitive: IsSensitive): ToName {
  const remembered = new Map<string, AttributeName>()
  const toName = naming === 'as-is' ? asIs : snakeCase
  return (key) => {
    const known = remembered.get(key)
    if (known !== undefined) return known
    const text = toName(clip(key.trim(), maxNameBytes))
    if (text === '') return undefined
    const name = { text, sensitive: isSensitive(key) }
    if (remembered.size >= maxRemembered) remembered.clear()
    if (key.length <= maxRememberedLength) remembered.set(key, name)
    return name
  }
}

function asIs(key: string): string {
  return key
}

/** `userId` and `User-Id` become `user_id`, `HTTPStatus` `http_status`; dots stay. */
function snakeCase(key: string): string {
  return key
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1_$2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1_$2')
    .replaceAll(/[-\s]+/g, '_')
    .toLowerCase()
}
